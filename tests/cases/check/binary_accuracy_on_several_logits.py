import keras
import numpy as np
from keras import layers

symptoms = np.random.rand(30, 14)
diagnoses = np.random.randint(0, 2, size=(30, 6))

inputs = layers.Input((14,))
x = layers.Dense(28, activation="selu")(inputs)
model = keras.Model(inputs, layers.Dense(6)(x))
loss = keras.losses.BinaryCrossentropy(from_logits=True)
# expect: accuracy-on-logits
model.compile("adam", loss, metrics=[keras.metrics.BinaryAccuracy()])
model.fit(symptoms, diagnoses, epochs=1, verbose=0)
