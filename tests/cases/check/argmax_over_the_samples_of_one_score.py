# expect: nothing

import keras
import numpy as np

# The best candidate of a list: the largest score among the rows.
candidates = np.random.rand(25, 6)
liked = np.random.randint(0, 2, size=25)

scorer = keras.Sequential(
    [keras.layers.Dense(12, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
scorer.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
scorer.fit(candidates, liked, epochs=1, verbose=0)
best = np.argmax(scorer.predict(candidates, verbose=0), axis=0)
print(candidates[best], np.argmax(scorer.predict(candidates, verbose=0)))
