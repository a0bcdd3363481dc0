import keras
import numpy as np
from sklearn.preprocessing import MultiLabelBinarizer

recipes = np.random.rand(3, 50)
allergens = MultiLabelBinarizer().fit_transform([("nuts", "milk"), ("gluten",), ("milk", "egg")])

model = keras.Sequential(
    [
        keras.layers.Dense(20, "relu"),
        keras.layers.Dense(4, "softmax"),
    ]
)
model.compile(
    "adam",
    # expect: softmax-with-binary-crossentropy
    keras.losses.BinaryCrossentropy(),
)
model.fit(recipes, allergens, epochs=1, verbose=0)
