# expect: nothing
# not run: needs tensorflow

import tensorflow as tf
from tensorflow.keras import layers


def likeness(y_true, y_pred):
    return tf.reduce_mean(tf.image.ssim(y_true, y_pred, max_val=1.0))


noisy = layers.Input((64, 64, 3))
clean = layers.Conv2D(3, 3, padding="same", activation="sigmoid")(noisy)
model = tf.keras.Model(noisy, clean)
model.compile("adam", loss=[likeness], loss_weights=[-1.0])
other = tf.keras.Model(noisy, clean)
other.compile("adam", loss=lambda y_true, y_pred: 1 - likeness(y_true, y_pred), metrics=[likeness])
