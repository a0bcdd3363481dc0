import keras
import numpy as np

signs = np.where(np.random.rand(80) > 0.4, 1, -1)
# expect: out-of-reach-for-labels
scorer = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
scorer.compile("adam", "mse")
scorer.fit(np.random.rand(80, 5), signs)
