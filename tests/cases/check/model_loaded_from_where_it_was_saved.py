# not run: saves a file

"""A model that is loaded from the file it was saved in is the same model."""

import keras
import numpy as np

x, y = np.random.normal(size=(64, 8)), np.random.randint(0, 2, (64, 1))
# expect: logits-without-from-logits
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x, y, verbose=0)
model.save("./scores.keras")
again = keras.models.load_model("scores.keras")
again.compile("sgd", "binary_crossentropy")
again.fit(x, y, verbose=0)
