import keras
from keras import layers

photo = keras.Input((48,))
faces = keras.Model(
    photo, [layers.Dense(1, name="age")(photo), layers.Dense(7, activation="softmax", name="mood")(photo)]
)
faces.compile(
    optimizer="adam",
    loss={"age": "mae", "mood": "categorical_crossentropy"},
    # expect: metrics-and-outputs-differ
    metrics={"years": ["mse"]},
)
