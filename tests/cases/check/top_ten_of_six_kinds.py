import keras

kinds = keras.Sequential([keras.Input((40,)), keras.layers.Dense(6, activation="softmax")])
kinds.compile(
    "adam",
    "categorical_crossentropy",
    # expect: top-of-all
    metrics=["accuracy", keras.metrics.TopKCategoricalAccuracy(k=10, name="among_ten")],
)
