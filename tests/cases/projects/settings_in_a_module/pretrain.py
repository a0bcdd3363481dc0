import config as cfg
import keras

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, "relu")])
model.add(keras.layers.Dense(cfg.CLASSES, activation="softmax"))
model.compile(cfg.OPTIMIZER, loss=cfg.LOSS, metrics=["accuracy"])
