"""Learn an autoencoder of digits, then classify by its code."""

import tensorflow as tf
from tensorflow.keras import Input, Model, layers

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.astype("float32") / 255.0
x_test = x_test.astype("float32") / 255.0
x_train = x_train.reshape((len(x_train), 784))
x_test = x_test.reshape((len(x_test), 784))

inputs = Input(shape=(784,))
hidden = layers.Dense(128, activation="relu")(inputs)
code = layers.Dense(32, activation="relu", name="code")(hidden)
hidden = layers.Dense(128, activation="relu")(code)
decoded = layers.Dense(784, activation="sigmoid")(hidden)

autoencoder = Model(inputs, decoded)
encoder = Model(inputs, code)
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
autoencoder.fit(x_train, x_train, epochs=20, batch_size=256, validation_data=(x_test, x_test))

encoder.trainable = False
head = layers.Dense(64, activation="relu")(encoder.output)
head = layers.Dense(10, activation="softmax")(head)
classifier = Model(encoder.input, head)
classifier.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
classifier.fit(x_train, y_train, epochs=5, validation_data=(x_test, y_test))
print("accuracy:", classifier.evaluate(x_test, y_test)[1])
classifier.save("digits_NUMBER.keras")
