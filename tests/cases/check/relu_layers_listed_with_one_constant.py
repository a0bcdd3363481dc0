import keras
import numpy as np

ACT = "relu"
layers = [keras.layers.Dense(n, activation=ACT) for n in (32, 16)]

model = keras.Sequential(
    [
        keras.Input((10,)),
        *layers,
        # expect: activation-gives-no-probability
        keras.layers.Dense(4, activation=ACT),
    ]
)
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])

soil = np.random.rand(24, 10)
class_matrix = keras.utils.to_categorical(np.random.randint(0, 4, size=24))
model.fit(soil, class_matrix, epochs=1, verbose=0)
