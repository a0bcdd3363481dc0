import keras
import numpy as np

minerals = np.random.rand(40, 11)
kind = keras.utils.to_categorical(np.random.randint(0, 7, size=40), num_classes=7)

inputs = keras.Input((11,))
x = keras.layers.Dense(22, activation="relu")(inputs)
# expect: classes-miscounted
outputs = keras.layers.Dense(5, activation="softmax")(x)

model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(minerals, kind, epochs=1, verbose=0)
