import keras
import numpy as np
from keras import layers
from keras.metrics import CategoricalAccuracy

inputs = keras.Input((10, 10, 1))
x = layers.Conv2D(4, 3, activation="relu")(inputs)
x = layers.GlobalAveragePooling2D()(x)
crack = layers.Dense(1, activation="sigmoid")(x)
inspector = keras.Model(inputs, crack)
# expect: metric-needs-more-units
inspector.compile("adam", keras.losses.BinaryCrossentropy(), metrics=[CategoricalAccuracy(name="acc")])
inspector.fit(np.random.rand(8, 10, 10, 1), np.random.randint(0, 2, size=(8, 1)), epochs=1, verbose=0)
