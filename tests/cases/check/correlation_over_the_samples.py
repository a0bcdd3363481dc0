import keras

price = keras.Sequential(
    [keras.Input((12,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)]
)
price.compile("adam", "mse", metrics=[keras.metrics.PearsonCorrelation(axis=0), keras.metrics.R2Score()])
spectrum = keras.Sequential([keras.Input((12,)), keras.layers.Dense(200)])
spectrum.compile("adam", "mse", metrics=[keras.metrics.ConcordanceCorrelation(axis=-1)])
