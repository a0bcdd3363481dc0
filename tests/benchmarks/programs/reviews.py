"""Classify texts with an embedding and a recurrent network, in a class of its own."""

import json
import logging

import numpy as np
from tensorflow.keras.layers import LSTM, Bidirectional, Dense, Dropout, Embedding, Input
from tensorflow.keras.models import Model, load_model
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.utils import to_categorical

logger = logging.getLogger(__name__)


class Classifier:
    def __init__(self, config):
        self.max_words = config.get("max_words", 20000)
        self.max_length = config.get("max_length", 200)
        self.units = config.get("units", 64)
        self.labels = config["labels"]
        self.tokenizer = Tokenizer(num_words=self.max_words)
        self.model = None

    def build(self):
        inputs = Input(shape=(self.max_length,))
        x = Embedding(self.max_words, 128)(inputs)
        x = Bidirectional(LSTM(self.units, return_sequences=True))(x)
        x = Bidirectional(LSTM(self.units))(x)
        x = Dropout(0.3)(x)
        outputs = Dense(len(self.labels), activation="softmax", name="label")(x)
        self.model = Model(inputs=inputs, outputs=outputs)
        self.model.compile(loss="categorical_crossentropy", optimizer="rmsprop", metrics=["acc"])

    def encode(self, texts):
        return pad_sequences(self.tokenizer.texts_to_sequences(texts), maxlen=self.max_length)

    def train(self, texts, labels, epochs=5):
        self.tokenizer.fit_on_texts(texts)
        if self.model is None:
            self.build()
        y = to_categorical([self.labels.index(each) for each in labels], len(self.labels))
        history = self.model.fit(self.encode(texts), y, epochs=epochs, validation_split=0.2)
        logger.info("accuracy %.3f", history.history["val_acc"][-1])
        return history

    def predict(self, texts):
        scores = self.model.predict(self.encode(texts))
        return [self.labels[each] for each in np.argmax(scores, axis=1)]

    def save(self, path):
        self.model.save(path + ".h5")
        with open(path + ".json", "w") as file:
            json.dump({"labels": self.labels, "words": self.tokenizer.word_index}, file)

    @classmethod
    def load(cls, path):
        with open(path + ".json") as file:
            found = cls(json.load(file))
        found.model = load_model(path + ".h5")
        return found


def read(path):
    texts, labels = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            label, _, text = line.strip().partition("\t")
            if text:
                texts.append(text)
                labels.append(label)
    return texts, labels


if __name__ == "__main__":
    texts, labels = read("reviews_NUMBER.tsv")
    classifier = Classifier({"labels": sorted(set(labels))})
    classifier.train(texts, labels)
    classifier.save("reviews_NUMBER")
