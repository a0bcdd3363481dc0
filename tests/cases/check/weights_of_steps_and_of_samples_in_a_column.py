import keras
import numpy as np

steps, kinds = np.random.rand(50, 12, 3), np.random.randint(0, 5, size=(50, 12))
tagger = keras.Sequential([keras.Input((12, 3)), keras.layers.Dense(5, activation="softmax")])
tagger.compile("adam", "sparse_categorical_crossentropy")
tagger.fit(steps, kinds, sample_weight=np.random.rand(50, 12))
tagger.fit(steps, kinds, sample_weight=np.random.rand(50, 1))
one = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5, activation="softmax")])
one.compile("adam", "sparse_categorical_crossentropy")
one.fit(steps[:, 0], kinds[:, 0], sample_weight=np.random.rand(50))
