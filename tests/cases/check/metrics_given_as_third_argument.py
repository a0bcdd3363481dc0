import keras
import numpy as np

x = np.random.rand(24, 9)
y = np.random.randint(0, 3, size=24)

model = keras.Sequential(
    [keras.layers.Dense(7, activation="relu"), keras.layers.Dense(3, activation="softmax")]
)
# expect: metrics-taken-for-loss-weights
model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
