import keras
from keras import ops


def likelihood(truth, guess):
    guess = ops.clip(guess, 1e-6, 1 - 1e-6)
    return ops.mean(truth * ops.log(guess) + (1 - truth) * ops.log(1 - guess))


def overlap_over_union(truth, guess):
    shared = ops.sum(ops.absolute(truth * guess), [1, 2, 3])
    either = ops.sum(truth, [1, 2, 3]) + ops.sum(guess, [1, 2, 3]) - shared
    return ops.mean((shared + 1) / (either + 1), axis=0)


late = keras.Sequential([keras.Input((7,)), keras.layers.Dense(1, activation="sigmoid")])
# expect: loss-with-wrong-sign
late.compile("adam", loss=likelihood)
last = keras.layers.Conv2D(1, 3, padding="same", activation="sigmoid")
leaves = keras.Sequential([keras.Input((8, 8, 3)), last])
# expect: loss-with-wrong-sign
leaves.compile("adam", loss=overlap_over_union)
