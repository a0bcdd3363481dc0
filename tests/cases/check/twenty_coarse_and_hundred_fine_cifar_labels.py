# expect: nothing
# not run: downloads

import keras
from keras import layers

(x_coarse, y_coarse), _ = keras.datasets.cifar100.load_data(label_mode="coarse")
(x_fine, y_fine), _ = keras.datasets.cifar100.load_data()


def cnn(classes):
    net = keras.Sequential(
        [keras.Input((32, 32, 3)), layers.Conv2D(16, 3, activation="relu"), layers.Flatten()]
    )
    net.add(layers.Dense(classes, activation="softmax"))
    net.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return net


cnn(20).fit(x_coarse, y_coarse, epochs=1)
cnn(100).fit(x_fine, y_fine, epochs=1)
