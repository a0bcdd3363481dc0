import keras
import numpy as np

hours, load = np.random.rand(60, 24, 5), np.random.rand(60)
model = keras.Sequential(
    [
        keras.layers.GRU(16, return_sequences=True, input_shape=(24, 5)),
        # expect: targets-stretched
        keras.layers.Dense(1),
    ]
)
model.compile("adam", loss="mae")
model.fit(hours, load)
