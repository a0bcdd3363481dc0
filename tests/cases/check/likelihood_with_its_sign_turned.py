# expect: nothing
import keras
from keras import backend as K


def crossentropy(y_true, y_pred):
    y_pred = K.clip(y_pred, K.epsilon(), 1 - K.epsilon())
    return -K.mean(y_true * K.log(y_pred) + (1 - y_true) * K.log(1 - y_pred), axis=-1)


def weighted(y_true, y_pred):
    parts = 4 * y_true * K.log(y_pred + 1e-7) + (1 - y_true) * K.log(1 - y_pred + 1e-7)
    return K.mean(-parts)


for loss in (crossentropy, weighted):
    model = keras.Sequential([keras.Input((7,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile("adam", loss=loss)
