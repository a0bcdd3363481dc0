import keras

calls = keras.Sequential()
calls.add(keras.layers.Dense(16, activation="relu"))
# expect: out-of-reach-for-loss
calls.add(keras.layers.Dense(1, activation="sigmoid"))
calls.compile(loss="poisson", optimizer="adam")
