# expect: nothing
# not run: needs pandas

import keras
import numpy as np
import pandas as pd

people = pd.DataFrame({"age": np.random.randint(18, 80, size=30), "bought": ["yes", "no", "no"] * 10})
y = pd.get_dummies(people["bought"])["yes"].astype("float32")

model = keras.Sequential(
    [keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(people[["age"]].to_numpy(), y, epochs=1, verbose=0)
