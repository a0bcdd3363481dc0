# expect: nothing
import keras
import numpy as np
from sklearn.preprocessing import MultiLabelBinarizer

tags = MultiLabelBinarizer().fit_transform([["red", "big"], ["small"], ["red", "small"], ["big"]])
x = np.random.rand(4, 6)
model = keras.Sequential([keras.layers.Dense(8, "relu"), keras.layers.Dense(3)])
model.compile("adam", "hinge", metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)])
model.fit(x, tags)
