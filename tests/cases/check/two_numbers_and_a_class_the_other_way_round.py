import keras
import numpy as np

sent, seen = np.random.rand(90, 6), keras.Input((6,))
where, what = np.random.rand(90, 2) * 50, np.random.randint(0, 3, size=90)
hidden = keras.layers.Dense(16, activation="relu")(seen)
outputs = [
    # expect: shapes-differ
    keras.layers.Dense(2)(hidden),
    keras.layers.Dense(3, activation="softmax")(hidden),
]
model = keras.Model(seen, outputs)
# expect: labels-not-read
model.compile("adam", loss=["mse", "sparse_categorical_crossentropy"])
model.fit(sent, [what, where])
