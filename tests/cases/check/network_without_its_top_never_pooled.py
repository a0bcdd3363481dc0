import keras
import numpy as np
from keras.applications import VGG16

base = VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))
hidden = keras.layers.Dense(64, activation="relu")(base.output)
# expect: shapes-differ
model = keras.Model(base.input, keras.layers.Dense(2, activation="softmax")(hidden))
model.compile("adam", "categorical_crossentropy")
model.fit(np.random.rand(9, 64, 64, 3), keras.utils.to_categorical(np.random.randint(0, 2, 9)))
