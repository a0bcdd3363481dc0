# expect: nothing
# not run: needs tensorflow

import tensorflow as tf
from tensorflow.keras import layers, models


def detection(y_true, y_pred):
    there = y_true[..., 0]
    found = tf.nn.sigmoid_cross_entropy_with_logits(labels=there, logits=y_pred[..., 0])
    place = tf.reduce_mean(tf.keras.losses.huber(y_true[..., 1:5], y_pred[..., 1:5]))
    kind = tf.keras.losses.categorical_crossentropy(y_true[..., 5:], y_pred[..., 5:], from_logits=True)
    return tf.reduce_mean(found) + 5.0 * place + tf.reduce_mean(there * kind)


grid = models.Sequential([layers.Conv2D(32, 3, input_shape=(96, 96, 3)), layers.Conv2D(25, 1)])
grid.compile(optimizer="adam", loss=detection)
