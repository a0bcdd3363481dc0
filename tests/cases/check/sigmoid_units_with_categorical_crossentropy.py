import keras
import numpy as np
from keras.layers import Dense, Input

songs = np.random.rand(30, 26)
genre = keras.utils.to_categorical(np.random.randint(0, 10, size=30), 10)

model = keras.models.Sequential()
model.add(Input((26,)))
for width in [64, 32]:
    model.add(Dense(width, activation="relu"))
# expect: sigmoid-for-one-of-many
model.add(Dense(10, activation="sigmoid"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(songs, genre, epochs=1, verbose=0)
