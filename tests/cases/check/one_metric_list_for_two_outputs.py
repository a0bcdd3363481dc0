import keras
from keras import layers

photo = keras.Input((48, 48, 1))
seen = layers.Flatten()(photo)
age = layers.Dense(1, name="age")(seen)
mood = layers.Dense(7, activation="softmax", name="mood")(seen)
faces = keras.Model(photo, [age, mood])
faces.compile(
    optimizer="adam",
    loss={"age": "mae", "mood": "categorical_crossentropy"},
    # expect: metrics-and-outputs-differ
    metrics=["accuracy", "mae", "mse"],
)
