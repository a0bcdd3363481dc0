# expect: nothing
import keras
from keras import backend as K


def correlation(y_true, y_pred):
    mine, other = y_true - K.mean(y_true), y_pred - K.mean(y_pred)
    return K.sum(mine * other) / K.sqrt(K.sum(K.square(mine)) * K.sum(K.square(other)))


def apart(y_true, y_pred):
    return 1 - correlation(y_true, y_pred)


def spread(y_true, y_pred):
    """How much of how far predictions lie from their mean the truth does not explain."""
    other = y_pred - K.mean(y_pred)
    return K.sum(other * (y_pred - y_true)) / K.sqrt(K.sum(K.square(other)))


for loss in (apart, spread):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
    model.compile("adam", loss=loss, metrics=[correlation])
