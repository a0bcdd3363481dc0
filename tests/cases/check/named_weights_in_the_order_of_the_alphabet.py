import keras
from keras import layers

photo = keras.Input((48,))
faces = keras.Model(
    photo, [layers.Dense(1, name="age")(photo), layers.Dense(7, activation="softmax", name="mood")(photo)]
)
faces.compile(
    optimizer="adam", loss=["mae", "categorical_crossentropy"], loss_weights={"mood": 1.0, "age": 0.05}
)
