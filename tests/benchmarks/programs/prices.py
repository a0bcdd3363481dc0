"""Forecast the next day of a series from the days before it."""

import numpy as np
import pandas as pd
from keras.layers import LSTM, Dense, Dropout
from keras.models import Sequential
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import MinMaxScaler

WINDOW = 60
FEATURES = ["Open", "High", "Low", "Close"]

data = pd.read_csv("prices_NUMBER.csv", parse_dates=["Date"], index_col="Date")
data = data[FEATURES].dropna()
print(data.describe())

length = int(len(data) * 0.8)
scaler = MinMaxScaler(feature_range=(0, 1))
scaled = scaler.fit_transform(data.values)
train, test = scaled[:length], scaled[length - WINDOW :]


def windows(rows):
    x, y = [], []
    for i in range(WINDOW, len(rows)):
        x.append(rows[i - WINDOW : i])
        y.append(rows[i, 3])
    return np.array(x), np.array(y)


x_train, y_train = windows(train)
x_test, y_test = windows(test)
print(x_train.shape, y_train.shape)

model = Sequential()
model.add(LSTM(50, return_sequences=True, input_shape=(WINDOW, len(FEATURES))))
model.add(Dropout(0.2))
model.add(LSTM(50, return_sequences=False))
model.add(Dropout(0.2))
model.add(Dense(25, activation="relu"))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mean_squared_error")
history = model.fit(x_train, y_train, batch_size=32, epochs=20, validation_split=0.1, verbose=1)

predicted = model.predict(x_test)
whole = np.zeros((len(predicted), len(FEATURES)))
whole[:, 3] = predicted[:, 0]
predicted = scaler.inverse_transform(whole)[:, 3]
actual = data["Close"].values[length:]
error = np.sqrt(mean_squared_error(actual, predicted))
print(f"error: {error:.2f}")
pd.DataFrame({"actual": actual, "predicted": predicted}).to_csv("forecast_NUMBER.csv")
