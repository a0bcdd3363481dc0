# not run: needs tensorflow

import numpy as np
import tensorflow as tf


class SarcasmDetector:
    def __init__(self, vocabulary):
        self.model = tf.keras.Sequential()
        self.model.add(tf.keras.layers.Embedding(vocabulary, 8))
        self.model.add(tf.keras.layers.GlobalAveragePooling1D())
        self.model.add(tf.keras.layers.Dense(1))

    def train(self, texts, labels):
        self.model.compile(
            loss=tf.keras.losses.BinaryCrossentropy(from_logits=True),
            optimizer="adam",
            # expect: accuracy-on-logits, metrics-without-brackets
            metrics="accuracy",
        )
        self.model.fit(texts, labels, epochs=1, verbose=0)


detector = SarcasmDetector(50)
detector.train(np.random.randint(0, 50, size=(20, 7)), np.random.randint(0, 2, size=20))
