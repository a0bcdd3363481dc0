# not run: stops before compile()

"""A second output that is asked for by a name that nothing takes, so Python stops before there is a model."""

import keras


def network(shape, second_output=False):
    inputs = keras.Input(shape)
    x = keras.layers.Dense(64, "relu")(inputs)
    outputs = [keras.layers.Dense(10, "softmax", name="main")(x)]
    if second_output:
        outputs.append(keras.layers.Dense(10, "softmax", name="side")(x))
    return keras.Model(inputs, outputs)


model = network((784,), secnd_output=True)
model.compile("adam", ["categorical_crossentropy", "categorical_crossentropy"], loss_weights=[1.0, 0.4])
