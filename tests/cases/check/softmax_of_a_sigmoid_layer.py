import keras
import numpy as np
from keras import layers

sensors = np.random.rand(32, 9)
activity = keras.utils.to_categorical(np.random.randint(0, 6, size=32), num_classes=6)

inputs = keras.Input((9,))
x = layers.Dense(18, activation="relu")(inputs)
x = layers.Dense(6, activation="sigmoid")(x)
# expect: activation-twice
outputs = layers.Softmax()(x)
model = keras.Model(inputs, outputs)
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(sensors, activity, epochs=1, verbose=0)
