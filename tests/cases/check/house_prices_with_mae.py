# expect: nothing
# not run: downloads

import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.california_housing.load_data()


def build_model():
    model = keras.Sequential()
    model.add(layers.Normalization())
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(1))
    model.compile(optimizer="rmsprop", loss="mse", metrics=["mae", keras.metrics.RootMeanSquaredError()])
    return model


model = build_model()
model.fit(x_train, y_train, epochs=1, verbose=0)
