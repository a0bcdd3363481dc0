# expect: nothing
# not run: downloads

import numpy as np
from keras import layers, models
from keras.datasets import reuters
from keras.utils import to_categorical

(train_data, train_labels), (test_data, test_labels) = reuters.load_data(num_words=1000)


def vectorise(sequences, dimension=1000):
    results = np.zeros((len(sequences), dimension))
    for i, sequence in enumerate(sequences):
        results[i, sequence] = 1.0
    return results


x_train = vectorise(train_data)
one_hot_train_labels = to_categorical(train_labels)

model = models.Sequential()
model.add(layers.Dense(64, activation="relu"))
model.add(layers.Dense(46, activation="softmax"))
model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, one_hot_train_labels, epochs=1, batch_size=512)
