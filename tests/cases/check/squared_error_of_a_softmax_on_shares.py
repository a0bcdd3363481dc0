import keras
import numpy as np

# Shares of sand, silt and clay: a person should look whether this is meant.
spectra = np.random.rand(20, 60)
texture = np.random.dirichlet(np.ones(3), size=20)

model = keras.Sequential(
    [keras.layers.Dense(20, activation="relu"), keras.layers.Dense(3, activation="softmax")]
)
# expect: note regression-loss-for-classes
model.compile(optimizer="adam", loss="mse")
model.fit(spectra, texture, epochs=1, verbose=0)
