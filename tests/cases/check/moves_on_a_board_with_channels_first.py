"""One filter of which the places of a board share out 1: the softmax does not go over the filters."""

from keras.layers import Conv2D, Flatten
from keras.models import Sequential

model = Sequential()
model.add(Conv2D(192, 5, input_shape=(49, 19, 19), data_format="channels_first", activation="relu"))
model.add(Conv2D(1, 1, data_format="channels_first", activation="softmax"))
model.add(Flatten())
model.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
