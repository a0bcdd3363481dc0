# not run: stops before compile()

import keras

kinds = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4)])
kinds.compile(
    optimizer="adam",
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    # expect: argument-not-taken
    from_logits=True,
)
