import keras
import numpy as np
from keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D

IMAGE_SIZE = 16
NUM_CLASSES = 1


def build_model(num_classes):
    model = keras.Sequential()
    model.add(Input((IMAGE_SIZE, IMAGE_SIZE, 1)))
    model.add(Conv2D(4, 3, activation="relu"))
    model.add(MaxPooling2D())
    model.add(Flatten())
    # expect: softmax-of-one
    model.add(Dense(num_classes, activation="softmax"))
    return model


scans = np.random.rand(20, IMAGE_SIZE, IMAGE_SIZE, 1)
tumour = np.random.randint(0, 2, size=20)

model = build_model(NUM_CLASSES)
model.compile(optimizer="sgd", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(scans, tumour, epochs=1, verbose=0)
