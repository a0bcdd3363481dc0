import keras
from keras import backend as K


def correlation(y_true, y_pred):
    mine, other = y_true - K.mean(y_true), y_pred - K.mean(y_pred)
    return K.sum(mine * other) / (K.sqrt(K.sum(K.square(mine)) * K.sum(K.square(other))) + K.epsilon())


model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
# expect: loss-with-wrong-sign
model.compile("adam", loss=correlation)
