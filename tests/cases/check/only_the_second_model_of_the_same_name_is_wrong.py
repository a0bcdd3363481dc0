import keras
import numpy as np
from keras.layers import Dense, Input

x = np.random.rand(20, 4)
y = np.random.randint(0, 3, size=20)

model = keras.Sequential([Input((4,)), Dense(8, "relu"), Dense(3, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)

# expect: logits-without-from-logits
model = keras.Sequential([Input((4,)), Dense(16, "relu"), Dense(3)])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
