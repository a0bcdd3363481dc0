import keras
import numpy as np
from keras import layers

chest = np.random.rand(4, 8, 8, 1)
findings = np.array([[1, 0, 1], [0, 0, 0], [1, 1, 1], [0, 1, 0]])

inputs = keras.Input((8, 8, 1))
x = layers.Flatten()(inputs)
outputs = layers.Dense(3, activation="sigmoid")(x)
model = keras.Model(inputs, outputs)
model.compile(
    loss=keras.losses.BinaryCrossentropy(),
    optimizer="adam",
    # expect: accuracy-on-many-labels
    metrics=["acc", keras.metrics.AUC(multi_label=True)],
)
model.fit(chest, findings, epochs=1, verbose=0)
