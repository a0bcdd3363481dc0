import keras
import numpy as np

votes = np.array([-1, 1, 1, -1, 1, 1])
# expect: to-categorical-of-others
hot = keras.utils.to_categorical(votes)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(np.random.rand(6, 4), hot)
