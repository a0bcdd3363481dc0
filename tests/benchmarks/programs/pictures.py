"""Train a small convolutional network on pictures in folders."""

import argparse
import os

import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import confusion_matrix
from tensorflow.keras.callbacks import EarlyStopping, ModelCheckpoint
from tensorflow.keras.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam
from tensorflow.keras.preprocessing.image import ImageDataGenerator

SIZE = (96, 96)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="pictures")
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--out", default="model_NUMBER.h5")
    return parser.parse_args()


def generators(folder, batch_size):
    train = ImageDataGenerator(rescale=1.0 / 255, rotation_range=20, horizontal_flip=True)
    test = ImageDataGenerator(rescale=1.0 / 255)
    return [
        each.flow_from_directory(
            os.path.join(folder, part), target_size=SIZE, batch_size=batch_size, class_mode="categorical"
        )
        for each, part in ((train, "train"), (test, "test"))
    ]


def build(classes, dropout=0.25):
    model = Sequential()
    model.add(Conv2D(32, (3, 3), activation="relu", padding="same", input_shape=(*SIZE, 3)))
    for filters in (32, 64, 128):
        model.add(Conv2D(filters, (3, 3), activation="relu"))
        model.add(BatchNormalization())
        model.add(MaxPooling2D((2, 2)))
        model.add(Dropout(dropout))
    model.add(Flatten())
    model.add(Dense(256, activation="relu"))
    model.add(Dropout(0.5))
    model.add(Dense(classes, activation="softmax"))
    return model


def plot(history, name):
    for part in ("accuracy", "loss"):
        plt.figure()
        plt.plot(history.history[part], label="train")
        plt.plot(history.history["val_" + part], label="test")
        plt.title(part)
        plt.legend()
        plt.savefig(f"{name}_{part}.png")


def main():
    args = arguments()
    train, test = generators(args.data, args.batch_size)
    model = build(len(train.class_indices))
    model.compile(optimizer=Adam(args.rate), loss="categorical_crossentropy", metrics=["accuracy"])
    model.summary()
    callbacks = [EarlyStopping(patience=5), ModelCheckpoint(args.out, save_best_only=True)]
    history = model.fit(train, epochs=args.epochs, validation_data=test, callbacks=callbacks)
    plot(history, "run_NUMBER")
    predicted = np.argmax(model.predict(test), axis=1)
    print(confusion_matrix(test.classes, predicted))


if __name__ == "__main__":
    main()
