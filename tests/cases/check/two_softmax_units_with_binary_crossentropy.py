import keras
import numpy as np
from keras.layers import Conv1D, Dense, GlobalMaxPooling1D, Input
from keras.utils import to_categorical

ecg = np.random.rand(20, 40, 1)
normal = to_categorical(np.random.randint(0, 2, size=20), 2)

model = keras.Sequential()
model.add(Input((40, 1)))
model.add(Conv1D(8, 5, activation="relu"))
model.add(GlobalMaxPooling1D())
model.add(Dense(2, activation="softmax"))
# expect: note two-softmax-units-with-binary-crossentropy
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(ecg, normal, epochs=1, verbose=0)
