import keras
import numpy as np

x = np.random.rand(60, 5)
y = np.random.randint(0, 4, 60)
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(4, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(x, keras.utils.to_categorical(y, 4))
found = model.predict(x)
# expect: shares-split-at-half
rows = (found > 0.5).astype("int32")
# expect: shares-split-at-half
hits = np.where(found > 0.5, 1, 0)
# expect: shares-split-at-half
print(np.round(found), rows, hits)
