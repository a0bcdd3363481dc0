# not run: downloads

import keras

(x, y), _ = keras.datasets.fashion_mnist.load_data()
rows = keras.utils.to_categorical(y, 10)

svm = keras.Sequential(
    [
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, kernel_regularizer=keras.regularizers.L2(1e-4)),
    ]
)
# expect: hinge-of-each-class
svm.compile(optimizer="adam", loss="hinge", metrics=["accuracy"])
svm.fit(x / 255.0, rows, epochs=5)
