# expect: nothing

import keras
import numpy as np
from sklearn.preprocessing import MinMaxScaler

X = np.random.rand(40, 5)
y = 250_000 * np.random.rand(40, 1)

x_scaler, y_scaler = MinMaxScaler(), MinMaxScaler()
X_scaled = x_scaler.fit_transform(X)
y_scaled = y_scaler.fit_transform(y)

model = keras.Sequential()
model.add(keras.layers.Dense(20, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(X_scaled, y_scaled, epochs=1, verbose=0)
print(y_scaler.inverse_transform(model.predict(X_scaled[:3], verbose=0)))
