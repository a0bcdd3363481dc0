import keras
import numpy as np
from keras import layers

photo = keras.Input((48,))
faces = keras.Model(
    photo, [layers.Dense(3, activation="softmax")(photo), layers.Dense(7, activation="softmax")(photo)]
)
faces.compile(optimizer="adam", loss="categorical_crossentropy")
faces.fit(
    np.ones((8, 48)),
    [np.eye(8)[:, :3], np.eye(8)[:, :7]],
    # expect: class-weight-refused
    class_weight={0: 1.0, 1: 3.0, 2: 2.0},
)
