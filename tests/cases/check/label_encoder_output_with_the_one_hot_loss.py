import keras
import numpy as np
from sklearn.preprocessing import LabelEncoder

x = np.random.rand(30, 4)
names = np.array(["oak", "elm", "ash"] * 10)
encoder = LabelEncoder()
y = encoder.fit_transform(names)

model = keras.Sequential([keras.layers.Dense(9, "relu"), keras.layers.Dense(3, "softmax")])
# expect: labels-not-read
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
