import keras
import numpy as np

spam_words = np.random.poisson(1.0, size=(50, 30))
is_spam = (spam_words[:, 0] > 1).astype("int32")

net = keras.Sequential(
    [
        keras.layers.Dense(8, "relu"),
        # expect: softmax-of-one
        keras.layers.Dense(1, "softmax"),
    ]
)
net.compile("adam", "binary_crossentropy", metrics=["accuracy"])
net.fit(spam_words, is_spam, epochs=1, verbose=0)
