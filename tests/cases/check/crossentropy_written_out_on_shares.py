# not run: needs tensorflow
# expect: nothing
import keras
import tensorflow as tf
from keras import backend as K


def focal(y_true, y_pred):
    y_pred = K.clip(y_pred, K.epsilon(), 1.0 - K.epsilon())
    return K.sum(K.pow(1 - y_pred, 2.0) * -y_true * K.log(y_pred), axis=-1)


def after_a_sigmoid(truth, guess):
    chance = tf.clip_by_value(tf.nn.sigmoid(guess), 1e-7, 1 - 1e-7)
    return -tf.reduce_mean(truth * tf.math.log(chance) + (1 - truth) * tf.math.log(1 - chance))


birds = keras.Sequential([keras.Input((9,)), keras.layers.Dense(6, activation="softmax")])
birds.compile("adam", loss=focal)
rare = keras.Sequential([keras.Input((9,)), keras.layers.Dense(1)])
rare.compile("adam", loss=after_a_sigmoid)
