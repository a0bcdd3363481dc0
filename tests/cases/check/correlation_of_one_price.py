import keras

price = keras.Sequential(
    [keras.Input((12,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)]
)
price.compile(
    "adam",
    "mse",
    # expect: correlation-of-one-unit
    metrics=["mae", keras.metrics.PearsonCorrelation()],
)
