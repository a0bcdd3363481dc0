# expect: nothing
import keras
import numpy as np
from keras.applications import VGG16, MobileNetV2

photos, kinds = np.random.rand(9, 64, 64, 3), np.random.randint(0, 3, 9)
base = VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))
flat = keras.layers.Flatten()(base.output)
model = keras.Model(base.input, keras.layers.Dense(3, activation="softmax")(flat))
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(photos, kinds)
pooled = MobileNetV2(weights=None, include_top=False, pooling="avg", input_shape=(64, 64, 3))
second = keras.Sequential([pooled, keras.layers.Dense(3, activation="softmax")])
second.compile("adam", "sparse_categorical_crossentropy")
second.fit(photos, kinds)
maps = keras.layers.Conv2D(3, 1, activation="softmax")(base.output)
third = keras.Model(base.input, maps)
third.compile("adam", "sparse_categorical_crossentropy")
third.fit(photos, np.random.randint(0, 3, (9, 2, 2)))
