# expect: nothing

import keras
from keras import layers, ops


def dice(t, p, eps=1.0):
    t, p = ops.cast(ops.reshape(t, (-1,)), "float32"), ops.reshape(p, (-1,))
    return (2.0 * ops.sum(t * p) + eps) / (ops.sum(ops.square(t)) + ops.sum(ops.square(p)) + eps)


def of_both(t, p):
    return keras.losses.binary_crossentropy(t, p) - ops.log(dice(t, p))


def tversky(alpha=0.7):
    def loss(t, p):
        hits = ops.sum(t * p)
        missed, extra = ops.sum(t * (1 - p)), ops.sum((1 - t) * p)
        index = (hits + 1) / (hits + alpha * missed + (1 - alpha) * extra + 1)
        return ops.power(1 - index, 0.75)

    return loss


def of_mean(t, p):
    return ops.mean(1 - dice(t, p))


def wasserstein(t, p):
    return ops.mean(t * p)


losses = [lambda t, p: -dice(t, p), of_both, tversky(0.6), of_mean]
for each in losses:
    net = keras.Sequential(
        [keras.Input((32, 32, 1)), layers.Conv2D(1, 3, padding="same", activation="sigmoid")]
    )
    net.compile("adam", loss=each, metrics=[dice])
critic = keras.Sequential([keras.Input((32,)), layers.Dense(1)])
critic.compile("rmsprop", loss=wasserstein)
