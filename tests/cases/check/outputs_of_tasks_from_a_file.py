# not run: needs a module that is not there
# expect: nothing


import keras
from mytasks import tasks

inputs = keras.Input((9,))
shared = keras.layers.Dense(12, activation="relu")(inputs)
ends = []
for task in tasks:
    ends.append(keras.layers.Dense(2, activation="softmax", name=task)(shared))

model = keras.Model(inputs, ends)
model.compile("adam", ["categorical_crossentropy", "categorical_crossentropy"])
