import keras
import numpy as np

x, y = np.ones((40, 3)), np.eye(4)[np.arange(40) % 4]
kinds = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="softmax")])
kinds.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
# expect: monitor-wrong-way
keeper = keras.callbacks.ModelCheckpoint("k.keras", monitor="val_accuracy", save_best_only=True, mode="min")
kinds.fit(x, y, validation_data=(x, y), callbacks=[keeper])
