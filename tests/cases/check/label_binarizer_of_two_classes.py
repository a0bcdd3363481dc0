# expect: nothing

import keras
import numpy as np
from sklearn.preprocessing import LabelBinarizer

answers = np.array(["yes", "no", "no", "yes"] * 5)
y = LabelBinarizer().fit_transform(answers)  # two classes make one column

model = keras.Sequential(
    [keras.layers.Dense(6, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(20, 3), y, epochs=1, verbose=0)
