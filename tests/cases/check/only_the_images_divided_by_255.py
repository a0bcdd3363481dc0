# expect: nothing
# not run: downloads

from keras import layers, models
from keras.datasets import cifar10
from keras.utils import to_categorical

(X_train, y_train), (X_test, y_test) = cifar10.load_data()
X_train, X_test = X_train / 255, X_test / 255
y_train, y_test = to_categorical(y_train), to_categorical(y_test)

net = models.Sequential()
net.add(layers.Conv2D(32, (3, 3), activation="relu", input_shape=X_train.shape[1:]))
net.add(layers.MaxPooling2D())
net.add(layers.Flatten())
net.add(layers.Dense(10, activation="softmax"))
net.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
net.fit(X_train, y_train, validation_data=(X_test, y_test), epochs=1)
