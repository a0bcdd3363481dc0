import numpy as np
from keras.layers import LSTM, Dense, Input
from keras.models import Sequential
from sklearn.preprocessing import StandardScaler

prices = np.cumsum(np.random.normal(size=(80, 1)), axis=0)
scaled = StandardScaler().fit_transform(prices)
window = 10
x = np.array([scaled[i : i + window] for i in range(len(scaled) - window)])
y = scaled[window:]

stock = Sequential([Input((window, 1)), LSTM(12, return_sequences=True), LSTM(6), Dense(1)])
stock.compile(
    loss="mean_squared_error",
    optimizer="adam",
    # expect: accuracy-on-regression
    metrics=["accuracy"],
)
stock.fit(x, y, epochs=1, batch_size=16, verbose=0)
