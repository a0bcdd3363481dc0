# expect: nothing

import keras
import numpy as np

kinds = keras.utils.to_categorical(np.random.randint(0, 4, size=30), 4)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="softmax")])
model.compile(
    optimizer="adam", loss="categorical_crossentropy", metrics=[keras.metrics.F1Score(average="macro")]
)
model.fit(np.random.rand(30, 3), kinds, epochs=1, verbose=0)
