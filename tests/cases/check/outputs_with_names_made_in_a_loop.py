# expect: nothing

import keras
import numpy as np
from keras import layers

HORIZONS = [1, 6, 24]

inputs = keras.Input((48, 2))
x = layers.GRU(8)(inputs)
outputs = [layers.Dense(1, name=f"hours_{h}")(x) for h in HORIZONS]
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss={f"hours_{h}": "mse" for h in HORIZONS})

load = np.random.rand(10, 48, 2)
model.fit(load, [np.random.rand(10, 1) for _ in HORIZONS], epochs=1, verbose=0)
