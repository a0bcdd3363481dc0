import keras
import numpy as np
from sklearn.utils.class_weight import compute_class_weight

kinds = np.random.randint(0, 3, 90)
weights = compute_class_weight(class_weight="balanced", classes=np.unique(kinds), y=kinds)
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
# expect: class-weight-refused
model.fit(np.random.rand(90, 5), kinds, class_weight=weights)
