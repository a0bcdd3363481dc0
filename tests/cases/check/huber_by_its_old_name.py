import keras

price = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
# expect: name-of-keras-2
price.compile("adam", loss="huber_loss", metrics=["mae"])
