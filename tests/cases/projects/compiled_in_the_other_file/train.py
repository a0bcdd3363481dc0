import keras
import numpy as np
from model import make, with_its_own_fault

images = np.load("images.npy")
labels = keras.utils.to_categorical(np.load("numbers.npy"), 7)
good = make(7, "softmax")
good.fit(images, labels, epochs=4)

# expect: sigmoid-for-one-of-many
bad = make(7, "sigmoid")
bad.fit(images, labels, epochs=4)

told_there = with_its_own_fault(images.shape[1])
answers = told_there.predict(images)
# expect: argmax-of-one
print(answers.argmax(axis=1))

ready = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
ready.compile("adam", loss="mse")
