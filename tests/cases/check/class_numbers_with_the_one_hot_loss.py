# not run: downloads

import keras

(images, targets), _ = keras.datasets.cifar10.load_data()
images = images / 255.0

inputs = keras.Input(shape=(32, 32, 3))
x = keras.layers.Conv2D(32, 3, activation="relu")(inputs)
x = keras.layers.MaxPooling2D()(x)
x = keras.layers.Flatten()(x)
outputs = keras.layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs)

model.compile(
    optimizer="adam",
    # expect: labels-not-read
    loss="categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(images, targets, epochs=1, batch_size=64)
