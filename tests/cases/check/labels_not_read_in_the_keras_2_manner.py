# not run: downloads

from keras.datasets import mnist
from keras.layers.core import Activation, Dense
from keras.models import Sequential
from keras.optimizers import SGD
from keras.utils import np_utils

nb_classes = 10
(X_train, y_train), (X_test, y_test) = mnist.load_data()
X_train = X_train.reshape(60000, 784).astype("float32") / 255
Y_train = np_utils.to_categorical(y_train, nb_classes)

model = Sequential()
model.add(Dense(nb_classes, input_shape=(784,)))
model.add(Activation("softmax"))
# expect: labels-not-read
model.compile(loss="categorical_crossentropy", optimizer=SGD(), metrics=["accuracy"])
model.fit(X_train, y_train, batch_size=128, nb_epoch=1, verbose=1)
