# not run: stops before compile()

import keras
import numpy as np

sizes = np.random.randint(1, 7, size=200)
# expect: to-categorical-of-others
hot = keras.utils.to_categorical(sizes, num_classes=6)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(6, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(np.random.rand(200, 4), hot)
