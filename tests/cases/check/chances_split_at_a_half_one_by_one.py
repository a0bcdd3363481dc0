# expect: nothing
import keras
import numpy as np

x = np.random.rand(20, 3)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
answers = ["ill" if chance > 0.5 else "well" for chance in model.predict(x).ravel()]
kinds = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="softmax")])
kinds.compile("adam", "sparse_categorical_crossentropy")
print(answers, [int(share > 0.5) for row in kinds.predict(x) for share in row])
