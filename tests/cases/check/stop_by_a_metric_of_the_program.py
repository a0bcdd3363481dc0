import keras
import numpy as np


def within_ten(y_true, y_pred):
    return keras.ops.mean(keras.ops.abs(y_true - y_pred) < 10.0)


class Hits(keras.metrics.Metric):
    def result(self):
        return 0.0


x, y = np.ones((40, 3)), np.arange(40.0)
price = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
price.compile("adam", "mse", metrics=[within_ten])
price.fit(x, y, validation_split=0.2, callbacks=[keras.callbacks.EarlyStopping("val_within_ten", mode="max")])
price.compile("adam", "mse", metrics=[Hits()])
price.fit(x, y, validation_split=0.2, callbacks=[keras.callbacks.EarlyStopping("val_hits", mode="max")])
