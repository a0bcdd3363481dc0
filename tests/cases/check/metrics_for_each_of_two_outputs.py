import keras
from keras import layers

photo = keras.Input((48,))
faces = keras.Model(
    photo, [layers.Dense(1, name="age")(photo), layers.Dense(7, activation="softmax", name="mood")(photo)]
)
losses = {"age": "mae", "mood": "categorical_crossentropy"}
faces.compile(
    optimizer="adam", loss=losses, metrics={"mood": "accuracy"}, loss_weights={"age": 0.1, "mood": 1.0}
)
faces.compile(optimizer="adam", loss=losses, metrics=[["mse"], ["accuracy"]], loss_weights=[0.1, 1.0])
faces.compile(optimizer="adam", loss=["mae", "categorical_crossentropy"], metrics=["mse", "accuracy"])
faces.compile(optimizer="adam", loss=["mae", "categorical_crossentropy"], metrics=[])
