# not run: needs talos

import keras
import talos
from hyperopt import fmin, hp


def network(x_train, y_train, x_val, y_val, params):
    model = keras.Sequential([keras.Input((9,)), keras.layers.Dense(params["width"], params["hidden"])])
    # expect: softmax-of-one
    model.add(keras.layers.Dense(1, activation=params["last"]))
    model.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, validation_data=(x_val, y_val)), model


settings = {"width": [8, 16], "hidden": ["relu", "elu"], "last": ["sigmoid", "softmax"]}
talos.Scan(x=None, y=None, params=settings, model=network, experiment_name="churn")


def sound(settings):
    model = keras.Sequential([keras.Input((9,)), keras.layers.Dense(8, settings["hidden"])])
    if settings["last"] == "softmax":
        model.add(keras.layers.Dense(2, activation=settings["last"]))
        model.compile("adam", loss="sparse_categorical_crossentropy")
    else:
        model.add(keras.layers.Dense(1, activation=settings["last"]))
        model.compile("adam", loss="binary_crossentropy")
    return model.count_params()


space = {"hidden": hp.choice("hidden", ["relu", "tanh"]), "last": hp.choice("last", ["sigmoid", "softmax"])}
fmin(sound, space=space, max_evals=20)
