# not run: needs keras_tuner

import keras
import keras_tuner as kt


def build(hp):
    model = keras.Sequential(
        [
            keras.Input((12,)),
            keras.layers.Dense(hp.Int("wide", 8, 64)),
            keras.layers.Dense(5, activation="softmax"),
        ]
    )
    model.compile("adam", "categorical_crossentropy", metrics=[keras.metrics.F1Score(average="macro")])
    return model


# expect: objective-minimised
tuner = kt.RandomSearch(build, objective="val_f1_score", max_trials=4)
