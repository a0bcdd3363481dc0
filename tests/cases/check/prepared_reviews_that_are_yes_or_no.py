# not run: needs tensorflow

import tensorflow as tf
import tensorflow_datasets as tfds
from tensorflow import keras

known = tfds.load("imdb_reviews", split="train", as_supervised=True).batch(32)
texts = keras.layers.TextVectorization(max_tokens=500, output_mode="multi_hot")
texts.adapt(known.map(lambda text, label: text))
known = known.map(lambda text, label: (texts(text), label))
model = keras.Sequential(
    [keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
model.compile("adam", loss=tf.keras.losses.BinaryCrossentropy(), metrics=["accuracy"])
model.fit(known, epochs=2)
