import keras
from keras import layers
from sklearn.datasets import make_regression

angles, hand = make_regression(n_samples=40, n_features=5, n_targets=3, noise=0.1)

inputs = keras.Input((5,))
x = layers.Dense(24, activation="tanh")(inputs)
outputs = layers.Dense(3)(x)
kinematics = keras.Model(inputs, outputs)
# expect: accuracy-on-several-numbers
kinematics.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
kinematics.fit(angles, hand, epochs=1, verbose=0)
