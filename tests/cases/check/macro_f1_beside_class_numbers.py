import keras
from keras.metrics import F1Score
from sklearn.datasets import load_wine

flavours, cultivar = load_wine(return_X_y=True)
net = keras.Sequential(
    [keras.layers.Dense(24, activation="relu"), keras.layers.Dense(3, activation="softmax")]
)
net.compile(
    "rmsprop",
    loss="sparse_categorical_crossentropy",
    # expect: metric-of-rows-on-class-numbers
    metrics=[F1Score(average="macro")],
)
net.fit(flavours, cultivar, epochs=40)
