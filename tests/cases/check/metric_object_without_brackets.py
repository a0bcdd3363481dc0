# not run: stops before compile()

import keras

wine = keras.Sequential([keras.Input((13,)), keras.layers.Dense(3, activation="softmax")])
wine.compile(
    loss="categorical_crossentropy",
    optimizer="sgd",
    # expect: metrics-without-brackets
    metrics=keras.metrics.CategoricalAccuracy(),
)
