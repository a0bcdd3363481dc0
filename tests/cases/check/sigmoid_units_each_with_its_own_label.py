# expect: nothing

import keras
import numpy as np
from sklearn.preprocessing import MultiLabelBinarizer

plots = np.random.rand(4, 30)
tags = [("comedy", "romance"), ("horror",), ("drama", "comedy"), ("romance",)]
mlb = MultiLabelBinarizer()
y = mlb.fit_transform(tags)

model = keras.Sequential()
model.add(keras.layers.Dense(16, activation="relu"))
model.add(keras.layers.Dense(len(mlb.classes_), activation="sigmoid"))
model.compile(
    optimizer="adam",
    loss="binary_crossentropy",
    metrics=["binary_accuracy", keras.metrics.AUC(multi_label=True)],
)
model.fit(plots, y, epochs=1, verbose=0)
