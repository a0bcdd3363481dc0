# not run: stops before compile()

"""Written for an early Keras, which logs accuracy as "acc"."""

from keras.callbacks import ReduceLROnPlateau
from keras.layers import Dense
from keras.models import Sequential
from keras.optimizers import RMSprop

model = Sequential()
model.add(Dense(128, activation="relu", input_dim=784))
model.add(Dense(10, activation="softmax"))
model.compile(RMSprop(lr=0.001), loss="categorical_crossentropy", metrics=["accuracy"])


def train(flow, x_val, y_val):
    # expect: note monitor-not-logged
    slower = ReduceLROnPlateau(monitor="val_acc", patience=3, factor=0.5, min_lr=0.00001)
    return model.fit_generator(flow, validation_data=(x_val, y_val), callbacks=[slower])
