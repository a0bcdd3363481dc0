# expect: nothing

import keras
import numpy as np

x = np.random.normal(size=(40, 3))
y = (x.sum(axis=1) > 0).astype("int32")

linear_svm = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
linear_svm.compile(
    optimizer="adam",
    loss="hinge",
    metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)],
)
linear_svm.fit(x, y, epochs=1, verbose=0)
