import keras

spam = keras.Sequential([keras.Input((30,)), keras.layers.Dense(1, activation="sigmoid")])
# expect: no-gradient
spam.compile("adam", loss=keras.metrics.binary_accuracy)
