# not run: needs keras_tuner

import keras
import keras_tuner as kt
import optuna


def build(hp):
    """The last layer and the loss go by one choice, whichever it is."""
    last = hp.Choice("last", ["sigmoid", "softmax"])
    units = 1 if last == "sigmoid" else 2
    loss = "binary_crossentropy" if last == "sigmoid" else "sparse_categorical_crossentropy"
    model = keras.Sequential([keras.Input((9,)), keras.layers.Dense(hp.Choice("width", [1, 8, 16]), "relu")])
    model.add(keras.layers.Dense(units, activation=last))
    model.compile(hp.Choice("optimizer", ["adam", "sgd"]), loss=loss, metrics=["accuracy"])
    return model


def with_one_value(hp):
    model = keras.Sequential(
        [keras.Input((9,)), keras.layers.Dense(8, hp.Choice("hidden", ["relu", "tanh"]))]
    )
    model.add(keras.layers.Dense(3, activation=hp.Choice("last", ["softmax"])))
    model.compile("adam", loss=hp.Fixed("loss", "categorical_crossentropy"), metrics=["accuracy"])
    return model


def objective(trial):
    model = keras.Sequential([keras.Input((9,))])
    model.add(keras.layers.Dense(trial.suggest_int("width", 8, 64), trial.suggest_categorical("a", ["relu"])))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    loss = trial.suggest_categorical("loss", ["binary_crossentropy", "binary_focal_crossentropy"])
    model.compile(trial.suggest_categorical("optimizer", ["adam", "rmsprop"]), loss=loss)
    return -model.count_params()


kt.Hyperband(build, objective="val_accuracy")
kt.Hyperband(with_one_value, objective="val_accuracy")
optuna.create_study().optimize(objective, n_trials=20)
