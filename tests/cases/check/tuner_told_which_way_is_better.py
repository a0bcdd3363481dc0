# not run: needs keras_tuner

import keras
import keras_tuner as kt


def build(hp):
    model = keras.Sequential([keras.Input((12,)), keras.layers.Dense(5, activation="softmax")])
    model.compile(
        "adam", "categorical_crossentropy", metrics=[keras.metrics.F1Score(average="macro"), "accuracy"]
    )
    return model


kt.RandomSearch(build, objective=kt.Objective("val_f1_score", direction="max"), max_trials=4)
kt.BayesianOptimization(build, objective="val_accuracy", max_trials=4)
kt.Hyperband(build, "val_loss", max_epochs=3)
