# not run: reads a file
# expect: nothing

import keras

genres = 0
with open("genres.txt") as lines:
    for _ in lines:
        genres += 1

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(genres, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
