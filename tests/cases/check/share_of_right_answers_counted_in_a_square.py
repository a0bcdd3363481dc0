import keras
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

x, y = load_breast_cancer(return_X_y=True)
known, fresh, told, asked = train_test_split(x, y, random_state=1)
model = keras.Sequential([keras.Input((30,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", loss="binary_crossentropy")
model.fit(known, told, epochs=3)
answers = (model.predict(fresh) > 0.5).astype("int32")
# expect: flat-labels-beside-a-column
print("right:", np.mean(answers == asked))
