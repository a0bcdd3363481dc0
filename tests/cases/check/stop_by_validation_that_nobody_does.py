import keras
import numpy as np

slope = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
slope.compile(loss="mse", optimizer="adam")
# expect: monitor-not-logged
patient = keras.callbacks.EarlyStopping(patience=3)
slope.fit(np.ones((40, 3)), np.arange(40.0), epochs=90, callbacks=[patient])
