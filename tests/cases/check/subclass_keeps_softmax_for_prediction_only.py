# expect: nothing

import keras
import numpy as np


class Tagger(keras.Model):
    def __init__(self, tags):
        super().__init__()
        self.hidden = keras.layers.Dense(16, activation="relu")
        self.scores = keras.layers.Dense(tags)
        self.softmax = keras.layers.Softmax()

    def call(self, features):
        return self.scores(self.hidden(features))

    def probabilities(self, features):
        return self.softmax(self(features))


words = np.random.rand(40, 9)
tag_ids = np.random.randint(0, 5, size=40)

tagger = Tagger(5)
tagger.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
tagger.fit(words, tag_ids, epochs=1, verbose=0)
print(tagger.probabilities(words[:2]))
