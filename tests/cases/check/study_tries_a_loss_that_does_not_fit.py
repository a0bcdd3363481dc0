# not run: needs optuna

import keras
import optuna


def objective(trial):
    model = keras.Sequential([keras.Input((9,)), keras.layers.Dense(16, "relu")])
    # expect: logits-without-from-logits
    model.add(keras.layers.Dense(5))
    losses = ["categorical_crossentropy", "mse"]
    model.compile("adam", loss=trial.suggest_categorical("loss", losses))
    return model.fit(trial.user_attrs["data"]).history["loss"][-1]


optuna.create_study().optimize(objective, n_trials=20)
