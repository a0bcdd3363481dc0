# expect: nothing
# not run: needs pandas and a file

import pandas as pd
from keras.layers import Dense, Input
from keras.models import Sequential
from sklearn.model_selection import train_test_split

iris = pd.read_csv("iris.csv")
X = iris.drop(columns="species").values
y = pd.get_dummies(iris["species"]).values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)

model = Sequential([Input((4,)), Dense(10, activation="relu"), Dense(3, activation="softmax")])
model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, validation_data=(X_test, y_test), epochs=1)
