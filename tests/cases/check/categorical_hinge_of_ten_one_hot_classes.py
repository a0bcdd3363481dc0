# not run: downloads

# expect: nothing
import keras

(x, y), _ = keras.datasets.mnist.load_data()
rows = keras.utils.to_categorical(y, num_classes=10)
svm = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(64, "relu"), keras.layers.Dense(10)])
svm.compile("adam", "categorical_hinge", metrics=["accuracy"])
svm.fit(x / 255.0, rows)
