# not run: needs tensorflow

import keras
import tensorflow as tf
from keras import backend as K


def focal(gamma=2.0, alpha=0.25):
    def focused(y_true, y_pred):
        y_pred = K.clip(y_pred, K.epsilon(), 1.0 - K.epsilon())
        each = -y_true * K.log(y_pred)
        return K.sum(alpha * K.pow(1 - y_pred, gamma) * each, axis=-1)

    return focused


def of_rare(truth, guess):
    sure = -5.0 * truth * tf.math.log(guess + 1e-8)
    return tf.reduce_mean(sure - (1.0 - truth) * tf.math.log(1.0 - guess + 1e-8))


# expect: logarithm-of-scores
birds = keras.Sequential([keras.Input((9,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(6)])
birds.compile("adam", loss=focal())
# expect: logarithm-of-scores
rare = keras.Sequential([keras.Input((9,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(1)])
rare.compile("adam", loss=of_rare)
