import keras
from sklearn.datasets import load_wine

x, y = load_wine(return_X_y=True)
model = keras.Sequential(
    [keras.Input((13,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)]
)
# expect: no-activation-for-classes
model.compile("adam", loss="mse")
model.fit(x, y)
