# expect: nothing

import keras
import numpy as np

rain = np.random.gamma(0.8, 2.0, size=40)
clouds = np.random.rand(40, 7)

model = keras.Sequential([keras.layers.Dense(14, activation="relu"), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="huber")
model.fit(clouds, rain, epochs=1, verbose=0)
umbrella = model.predict(clouds, verbose=0) > 0.5  # more than half a millimetre
print(np.round(model.predict(clouds, verbose=0), 1)[:3], umbrella.mean())
