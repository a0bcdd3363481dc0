import keras
import numpy as np
from keras import layers

photo = keras.Input((48,))
faces = keras.Model(
    photo, [layers.Dense(1, name="age")(photo), layers.Dense(7, activation="softmax", name="mood")(photo)]
)
faces.compile(optimizer="adam", loss=["mae", "categorical_crossentropy"], metrics=[["mse"], ["accuracy"]])
faces.fit(
    np.ones((8, 48)),
    [np.ones(8), np.eye(8)[:, :7]],
    validation_split=0.5,
    callbacks=[
        keras.callbacks.EarlyStopping("val_mood_accuracy", mode="max"),
        keras.callbacks.EarlyStopping("val_age_loss", mode="min"),
        # expect: monitor-not-logged
        keras.callbacks.EarlyStopping(monitor="val_accuracy", mode="max"),
    ],
)
