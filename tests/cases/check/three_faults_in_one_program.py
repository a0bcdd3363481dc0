import keras
import numpy as np
from keras.layers import Dense, Input

x = np.random.rand(24, 5)
yes_no = np.random.randint(0, 2, size=24)

first = keras.Sequential([Input((5,)), Dense(8, activation="relu")])
# expect: softmax-of-one
first.add(Dense(1, activation="softmax"))
first.compile(optimizer="adam", loss="binary_crossentropy")
first.fit(x, yes_no, epochs=1, verbose=0)

second = keras.Sequential([Input((5,)), Dense(8, activation="relu"), Dense(1)])
# expect: accuracy-on-logits
second.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=["accuracy"])
second.fit(x, yes_no, epochs=1, verbose=0)
# expect: threshold-on-logits
print((second.predict(x, verbose=0) > 0.5).sum())
