import keras
import numpy as np

x = np.random.rand(20, 7)
y = keras.utils.to_categorical(np.random.randint(0, 5, size=20), 5)

model = keras.Sequential(
    [keras.layers.Dense(9, activation="relu"), keras.layers.Dense(5, activation="softmax")]
)
model.compile(
    optimizer="adam",
    loss="categorical_crossentropy",
    # expect: metric-reads-other-labels
    metrics=[keras.metrics.SparseCategoricalAccuracy()],
)
model.fit(x, y, epochs=1, verbose=0)
