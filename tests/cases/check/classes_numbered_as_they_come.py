# not run: reads a file
# expect: nothing

import csv

import keras

numbers = {"other": 0}
with open("plants.csv") as file:
    for row in csv.reader(file):
        if row[1] not in numbers:
            numbers[row[1]] = len(numbers)

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(len(numbers), activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
