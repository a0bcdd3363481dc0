import keras
import numpy as np
from sklearn.utils.class_weight import compute_class_weight

x, y = np.ones((40, 3)), np.arange(40) % 2
kinds = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
kinds.compile("adam", "binary_crossentropy")
kinds.fit(x, y, class_weight={0: 1.0, 1: 9.0})
kinds.fit(x, y, class_weight=dict(enumerate(compute_class_weight("balanced", classes=[0, 1], y=y))))
kinds.fit(x, y, class_weight=None, sample_weight=np.ones(40))
