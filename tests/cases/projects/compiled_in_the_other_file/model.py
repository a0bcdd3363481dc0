import keras


def make(units, last):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, "relu")])
    model.add(keras.layers.Dense(units, activation=last))
    model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


def with_its_own_fault(width):
    model = keras.Sequential([keras.Input((width,))])
    # expect: softmax-of-one
    model.add(keras.layers.Dense(1, activation="softmax"))
    model.compile("adam", loss="binary_crossentropy")
    return model
