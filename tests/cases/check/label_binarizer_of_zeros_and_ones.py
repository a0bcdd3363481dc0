import keras
import numpy as np
from sklearn.preprocessing import LabelBinarizer

readings = np.random.rand(80, 5)
leaks = np.random.randint(0, 2, size=80)
answers = LabelBinarizer().fit_transform(leaks)

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(8, activation="relu")])
model.add(keras.layers.Dense(2, activation="softmax"))
# expect: labels-not-read
model.compile("adam", loss="categorical_crossentropy")
model.fit(readings, answers)
