# not run: needs scikeras

import keras
from scikeras.wrappers import KerasClassifier, KerasRegressor
from sklearn.datasets import load_iris
from sklearn.model_selection import GridSearchCV, cross_val_score

x, y = load_iris(return_X_y=True)


def network(width=8, last="softmax", meta=None):
    return keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(width, "relu"), keras.layers.Dense(3, last)]
    )


def compiled(hidden="relu", optimizer="adam"):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, hidden), keras.layers.Dense(1)])
    model.compile(optimizer, loss="mse")
    return model


# class numbers become one-hot rows inside, where this loss is given as a text
rows = KerasClassifier(model=network, loss="categorical_crossentropy", optimizer="adam").fit(x, y)
numbers = KerasClassifier(
    network, loss=keras.losses.SparseCategoricalCrossentropy, optimizer="adam", width=16
)
numbers.fit(x, y)
print(rows.predict(x) == y, numbers.predict(x) > 0.5, cross_val_score(numbers, x, y))
logits = KerasClassifier(
    network, last=None, loss=keras.losses.SparseCategoricalCrossentropy, loss__from_logits=True
)
price = KerasRegressor(model=compiled, loss="binary_crossentropy")  # it is compiled already
search = GridSearchCV(price, {"model__hidden": ["relu", "softmax"], "optimizer": ["adam", "sgd"]}).fit(x, y)
