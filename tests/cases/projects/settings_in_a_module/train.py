import keras
from config import *  # noqa: F403

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, "relu")])
# expect: sigmoid-for-one-of-many
model.add(keras.layers.Dense(CLASSES, activation=LAST))  # noqa: F405
model.compile(OPTIMIZER, loss=LOSS, metrics=["accuracy"])  # noqa: F405
