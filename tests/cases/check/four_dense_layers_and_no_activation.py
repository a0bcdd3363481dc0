import keras
from keras import layers

model = keras.Sequential()
model.add(keras.Input((13,)))
# expect: note layers-without-activation
model.add(layers.Dense(64))
model.add(layers.Dense(64))
model.add(layers.Dropout(0.2))
model.add(layers.Dense(32))
model.add(layers.Dense(1))
model.compile(optimizer="rmsprop", loss="mse", metrics=["mae"])
