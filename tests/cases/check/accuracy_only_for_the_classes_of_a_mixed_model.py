# expect: nothing

import keras
import numpy as np
from keras import layers

# Localisation: which of four objects, and where its box is.
images = np.random.rand(10, 16, 16, 3)
boxes = np.random.rand(10, 4)
objects = np.random.randint(0, 4, size=10)

inputs = keras.Input((16, 16, 3))
x = layers.Conv2D(8, 3, activation="relu")(inputs)
x = layers.Flatten()(x)
box = layers.Dense(4, name="box")(x)
kind = layers.Dense(4, activation="softmax", name="kind")(x)
model = keras.Model(inputs, {"box": box, "kind": kind})
model.compile(
    optimizer="adam",
    loss={"kind": "sparse_categorical_crossentropy", "box": "mse"},
    metrics={"kind": "accuracy", "box": "mae"},
    loss_weights={"kind": 1.0, "box": 0.5},
)
model.fit(images, {"box": boxes, "kind": objects}, epochs=1, verbose=0)
