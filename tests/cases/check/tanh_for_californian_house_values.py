# not run: downloads

import keras
from sklearn.datasets import fetch_california_housing
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

housing = fetch_california_housing()
X_train, X_test, y_train, y_test = train_test_split(housing.data, housing.target, random_state=1)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)

inputs = keras.layers.Input(shape=X_train.shape[1:])
hidden = keras.layers.Dense(30, activation="relu")(inputs)
# expect: bounded-head-for-regression
value = keras.layers.Dense(1, activation="tanh")(hidden)
model = keras.Model(inputs=inputs, outputs=value)
model.compile(loss="mean_squared_error", optimizer="sgd")
model.fit(X_train, y_train, validation_data=(X_test, y_test), epochs=1)
