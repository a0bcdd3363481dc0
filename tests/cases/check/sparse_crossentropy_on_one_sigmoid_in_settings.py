import keras
import numpy as np

config = {
    "hidden": 24,
    "optimizer": "adam",
    # expect: one-unit-for-classes
    "loss": "sparse_categorical_crossentropy",
    "epochs": 1,
}

inputs = keras.Input((18,))
x = keras.layers.Dense(config["hidden"], activation="relu")(inputs)
outputs = keras.layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer=config["optimizer"], loss=config["loss"])

model.fit(np.random.rand(30, 18), np.random.randint(0, 2, size=30), epochs=config["epochs"], verbose=0)
