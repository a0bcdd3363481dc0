# not run: needs tensorflow

import tensorflow as tf


class Smoothed(tf.keras.losses.Loss):
    def __init__(self, amount=0.1, **kwargs):
        super().__init__(**kwargs)
        self.amount = amount

    def call(self, y_true, y_pred):
        hot = tf.one_hot(tf.cast(y_true, tf.int32), 12)
        soft = hot * (1 - self.amount) + self.amount / 12
        return tf.keras.losses.categorical_crossentropy(soft, y_pred)


speech = tf.keras.Sequential()
speech.add(tf.keras.layers.LSTM(32, input_shape=(None, 13)))
# expect: logits-without-from-logits
speech.add(tf.keras.layers.Dense(12))
speech.compile("adam", loss=Smoothed(0.2), metrics=["sparse_categorical_accuracy"])
