# expect: nothing

import keras
import numpy as np

SPECIES = ["setosa", "versicolor", "virginica"]
measurements = np.random.rand(60, 4)
kind = np.random.randint(0, 3, size=60)

classifier = keras.Sequential(
    [
        keras.Input((4,)),
        keras.layers.Dense(10, "relu"),
        keras.layers.Dense(len(SPECIES), "softmax"),
    ]
)
classifier.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
classifier.fit(measurements, kind, epochs=1, verbose=0)
