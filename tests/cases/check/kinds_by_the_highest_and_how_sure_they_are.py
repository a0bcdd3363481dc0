# expect: nothing
import keras
import numpy as np

x = np.random.rand(60, 5)
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(4, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
found = model.predict(x)
sure = (found > 0.5).any(axis=1)
sure_enough = found.max(axis=1) > 0.5
second = (found[:, 1] > 0.5).astype(int)
print(np.round(found, 2), found.round(3), found.argmax(axis=1), found.astype("float16"))
print(sure, sure_enough, second)
for row in found:
    if row[2] > 0.5:
        print("the third")
