# expect: nothing
import keras
from keras import ops


def likelihood(truth, guess):
    return ops.sum(truth * ops.log(guess + 1e-7), axis=-1)


model = keras.Sequential([keras.Input((7,)), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", loss="categorical_crossentropy", metrics=[likelihood])
