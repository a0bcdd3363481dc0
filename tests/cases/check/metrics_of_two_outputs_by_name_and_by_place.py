import keras
import numpy as np

given = keras.Input((6,))
chance = keras.layers.Dense(1, name="chance")(given)
share = keras.layers.Dense(1, "sigmoid", name="share")(given)
both = keras.Model(given, [chance, share])
losses = [keras.losses.BinaryCrossentropy(from_logits=True), "binary_crossentropy"]
x, y = np.random.rand(8, 6), np.random.randint(0, 2, size=8)

# expect: accuracy-on-logits
both.compile("adam", losses, metrics={"chance": ["accuracy"], "share": ["accuracy"]})
both.fit(x, [y, y], epochs=1, verbose=0)
# expect: accuracy-on-logits
both.compile("adam", losses, metrics=[["accuracy"], ["accuracy", "mae"]])
both.fit(x, [y, y], epochs=1, verbose=0)
# expect: accuracy-on-logits
both.compile("adam", losses, metrics=["accuracy", "accuracy"])
both.fit(x, [y, y], epochs=1, verbose=0)
