# not run: needs keras_tuner

import keras
import keras_tuner as kt


def build(hp):
    model = keras.Sequential([keras.Input((9,))])
    for number in range(hp.Int("layers", 1, 3)):
        model.add(
            keras.layers.Dense(hp.Int(f"units_{number}", 16, 64), hp.Choice("hidden", ["relu", "softmax"]))
        )
    # expect: sigmoid-for-one-of-many
    model.add(keras.layers.Dense(4, activation=hp.Choice("last", ["softmax", "sigmoid"])))
    model.compile(hp.Choice("optimizer", ["adam", "sgd"]), loss="sparse_categorical_crossentropy")
    return model


tuner = kt.RandomSearch(build, objective="val_loss")
