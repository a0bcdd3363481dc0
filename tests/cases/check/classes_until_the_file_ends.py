# not run: reads a file
# expect: nothing

import keras

names, number = ["nothing"], 1
with open("names.txt") as file:
    while name := file.readline():
        names += [name.strip()]
        number = number + 1

for units in (number, len(names)):
    model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(units, activation="softmax")])
    model.compile("adam", "categorical_crossentropy")
