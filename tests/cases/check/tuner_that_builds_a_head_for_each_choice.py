# not run: needs keras_tuner

import keras
import keras_tuner
import optuna


def build(hp):
    last = hp.Choice("last", ["sigmoid", "softmax", "none"])
    model = keras.Sequential([keras.Input((9,)), keras.layers.Dense(8, "relu")])
    if last == "softmax":
        model.add(keras.layers.Dense(2, activation=last))
    elif last != "none":
        model.add(keras.layers.Dense(1, activation=last))
    else:
        model.add(keras.layers.Dense(1))
    if last in ("softmax",):
        model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    elif last != "sigmoid":
        model.compile("adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
    else:
        model.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


def objective(trial):
    kind = trial.suggest_categorical("kind", ["one", "several"])
    units = {"one": 1, "several": 3}[kind]
    last = "sigmoid" if kind == "one" else "softmax"
    loss = "binary_crossentropy" if kind == "one" else "categorical_crossentropy"
    model = keras.Sequential([keras.Input((9,)), keras.layers.Dense(units, activation=last)])
    model.compile("adam", loss=loss)
    return model.count_params()


keras_tuner.RandomSearch(build, objective="val_loss")
optuna.create_study().optimize(objective, n_trials=20)
