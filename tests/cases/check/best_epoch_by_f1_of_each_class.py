import keras
import numpy as np

x, y = np.ones((40, 3)), np.eye(4)[np.arange(40) % 4]
kinds = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="softmax")])
kinds.compile("adam", "categorical_crossentropy", metrics=[keras.metrics.F1Score(name="f1")])
# expect: monitor-of-several-numbers
best = keras.callbacks.ModelCheckpoint("k.keras", monitor="val_f1", save_best_only=True, mode="max")
kinds.fit(x, y, validation_data=(x, y), callbacks=[best])
