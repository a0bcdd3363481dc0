import keras
import numpy as np
from sklearn.preprocessing import StandardScaler

x = np.random.rand(40, 6)
y = np.random.randint(0, 2, size=(40, 1))

x = StandardScaler().fit_transform(x)
# expect: labels-scaled
y = StandardScaler().fit_transform(y)

model = keras.Sequential(
    [keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=1, verbose=0)
