# expect: nothing
# not run: needs tensorflow

import tensorflow as tf
from tensorflow.keras import layers, models

RARE = 12.5


def rare_yes(y_true, y_pred):
    return tf.reduce_mean(tf.nn.weighted_cross_entropy_with_logits(y_true, y_pred, RARE))


alarm = models.Sequential()
alarm.add(layers.Dense(32, activation="relu", input_shape=(40,)))
alarm.add(layers.Dense(1))
alarm.compile(loss=rare_yes, optimizer="rmsprop")
