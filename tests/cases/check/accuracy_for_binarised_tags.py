import keras
import numpy as np
from sklearn.preprocessing import MultiLabelBinarizer

posts = np.random.rand(6, 20)
topics = [["python", "keras"], ["sql"], ["python"], ["sql", "keras"], ["keras"], ["python", "sql"]]
binarizer = MultiLabelBinarizer()
Y = binarizer.fit_transform(topics)

model = keras.Sequential(
    [keras.layers.Dense(10, activation="relu"), keras.layers.Dense(3, activation="sigmoid")]
)
# expect: accuracy-on-many-labels
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(posts, Y, epochs=1, verbose=0)
