# not run: downloads

from keras.datasets import boston_housing
from keras.layers import Dense
from keras.models import Sequential

(train_data, train_targets), (test_data, test_targets) = boston_housing.load_data()
mean, std = train_data.mean(axis=0), train_data.std(axis=0)
train_data = (train_data - mean) / std

model = Sequential()
model.add(Dense(64, activation="relu"))
model.add(Dense(1))
# expect: accuracy-on-regression
model.compile(optimizer="rmsprop", loss="mse", metrics=["accuracy"])
model.fit(train_data, train_targets, epochs=1, verbose=0)
