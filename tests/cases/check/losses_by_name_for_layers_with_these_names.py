# expect: nothing

import keras
import numpy as np
from keras import layers

inputs = keras.Input((10,))
trunk = layers.Dense(20, activation="relu")(inputs)
priority = layers.Dense(1, activation="sigmoid", name="priority")(trunk)
department = layers.Dense(4, activation="softmax", name="department")(trunk)

tickets = keras.Model(inputs=inputs, outputs=[priority, department])
tickets.compile(
    optimizer=keras.optimizers.RMSprop(1e-3),
    loss={
        "department": keras.losses.CategoricalCrossentropy(),
        "priority": keras.losses.BinaryCrossentropy(),
    },
    metrics={"department": ["accuracy"], "priority": ["accuracy", "auc"]},
)
tickets.fit(
    np.random.rand(12, 10),
    [np.random.randint(0, 2, size=(12, 1)), np.eye(4)[np.random.randint(0, 4, size=12)]],
    epochs=1,
    verbose=0,
)
