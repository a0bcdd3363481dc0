# expect: nothing

import keras
from keras import backend as K
from keras.layers import Conv2D, Input

SMOOTH = 1e-5


def jaccard(y_true, y_pred):
    y_true_f, y_pred_f = K.flatten(y_true), K.flatten(y_pred)
    both = K.sum(y_true_f * y_pred_f)
    either = K.sum(y_true_f) + K.sum(y_pred_f) - both
    return (both + SMOOTH) / (either + SMOOTH)


def jaccard_loss(y_true, y_pred):
    return 1.0 - jaccard(y_true, y_pred)


boats = Input((64, 64, 3))
found = Conv2D(1, 1, activation="sigmoid")(Conv2D(8, 3, padding="same", activation="relu")(boats))
model = keras.Model(boats, found)
model.compile(optimizer="adam", loss=jaccard_loss, metrics=[jaccard])
