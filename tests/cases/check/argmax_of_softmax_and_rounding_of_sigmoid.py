# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Input

x = np.random.rand(15, 4)

several = keras.Sequential([Input((4,)), Dense(3, activation="softmax")])
several.compile("adam", "sparse_categorical_crossentropy")
several.fit(x, np.arange(15) % 3, epochs=1, verbose=0)
print(np.argmax(several.predict(x, verbose=0), axis=1))

single = keras.Sequential([Input((4,)), Dense(1, activation="sigmoid")])
single.compile("adam", "binary_crossentropy")
single.fit(x, np.arange(15) % 2, epochs=1, verbose=0)
print((single.predict(x, verbose=0) > 0.5).astype("int32"), np.round(single.predict(x, verbose=0)))
