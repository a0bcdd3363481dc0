import keras
import numpy as np
from keras import layers

voice = np.random.rand(16, 40)

inputs = keras.Input((40,))
x = layers.Dense(20, activation="relu")(inputs)
speaker = layers.Dense(5, activation="softmax", name="speaker")(x)
language = layers.Dense(3, activation="softmax", name="language")(x)
age = layers.Dense(1, name="age")(x)

model = keras.Model(inputs, [speaker, language, age])
# expect: losses-and-outputs-differ
model.compile(optimizer="adam", loss=["sparse_categorical_crossentropy", "sparse_categorical_crossentropy"])
targets = [np.random.randint(0, 5, size=16), np.random.randint(0, 3, size=16), np.random.rand(16)]
model.fit(voice, targets, epochs=1, verbose=0)
