# not run: needs tensorflow

import tensorflow as tf
from tensorflow.keras import backend as K


def f_score(y_true, y_pred):
    hits = K.sum(y_true * y_pred, axis=0)
    precision = hits / (K.sum(y_pred, axis=0) + K.epsilon())
    recall = hits / (K.sum(y_true, axis=0) + K.epsilon())
    score = 2 * precision * recall / (precision + recall + K.epsilon())
    score = tf.where(tf.math.is_nan(score), tf.zeros_like(score), score)
    return K.mean(score)


tagger = tf.keras.models.Sequential([tf.keras.layers.Dense(9, activation="sigmoid")])
# expect: loss-with-wrong-sign
tagger.compile(loss=f_score, optimizer="adam")
