import keras
import numpy as np
from keras import layers

inputs = keras.Input((13,), name="wine")
x = layers.Dense(26, activation="relu")(inputs)
quality = layers.Dense(1, name="quality")(x)
colour = layers.Dense(1, activation="sigmoid", name="colour")(x)

model = keras.Model(inputs=inputs, outputs={"quality": quality, "colour": colour})
model.compile(
    optimizer="adam",
    # expect: losses-and-outputs-differ
    loss={"quality": "mse", "type": "binary_crossentropy"},
)
y = {"quality": np.random.rand(20, 1), "colour": np.random.randint(0, 2, size=(20, 1))}
model.fit(np.random.rand(20, 13), y, epochs=1, verbose=0)
