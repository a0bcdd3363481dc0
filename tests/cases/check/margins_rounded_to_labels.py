import keras
import numpy as np
from keras.layers import Dense, Input

x = np.random.normal(size=(30, 2))
y = np.sign(x[:, 0])

svm = keras.Sequential([Input((2,)), Dense(1)])
svm.compile(optimizer="adam", loss="hinge")
svm.fit(x, y, epochs=1, verbose=0)

scores = svm.predict(x, verbose=0)
# expect: threshold-on-logits
print(np.round(scores))
