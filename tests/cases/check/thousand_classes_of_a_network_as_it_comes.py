import keras
import numpy as np

photos, kinds = np.random.rand(4, 96, 96, 3), np.random.randint(0, 1000, size=(4, 1))
network = keras.applications.MobileNetV2(weights=None, input_shape=(96, 96, 3))
network.compile("sgd", loss=keras.losses.SparseCategoricalCrossentropy())
network.fit(photos, kinds)
