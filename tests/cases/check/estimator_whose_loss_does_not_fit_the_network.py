# not run: needs scikeras

import keras
from scikeras.wrappers import KerasClassifier
from sklearn.model_selection import GridSearchCV


def network(width=8, last="sigmoid"):
    hidden = keras.layers.Dense(width, "relu")
    # expect: softmax-of-one
    return keras.Sequential([keras.Input((4,)), hidden, keras.layers.Dense(1, last)])


grid = {"model__width": [8, 16], "model__last": ["sigmoid", "softmax"], "batch_size": [16, 32]}
flowers = KerasClassifier(model=network, loss="binary_crossentropy", optimizer="adam", epochs=20)
search = GridSearchCV(estimator=flowers, param_grid=grid, cv=3)


def scores(classes):
    return keras.Sequential(
        [
            keras.Input((4,)),
            # expect: logits-without-from-logits
            keras.layers.Dense(classes),
        ]
    )


plain = KerasClassifier(scores, loss="sparse_categorical_crossentropy", model__classes=3)
