import keras
from keras import layers

photo = keras.Input((48,))
faces = keras.Model(
    photo, [layers.Dense(7, activation="softmax", name="mood")(photo), layers.Dense(1, name="age")(photo)]
)
faces.compile(
    optimizer="adam",
    loss=["categorical_crossentropy", "mae"],
    # expect: loss-weights-swapped
    loss_weights={"mood": 1.0, "age": 0.05},
)
