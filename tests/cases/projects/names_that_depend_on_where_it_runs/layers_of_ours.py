import keras


def output(units):
    return keras.layers.Dense(units, activation="softmax")
