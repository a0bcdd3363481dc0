# not run: needs tensorflow

import tensorflow as tf
import tensorflow_datasets as tfds

split = ["train[:80%]", "train[80%:]"]
(flowers, others), about = tfds.load("tf_flowers", split=split, as_supervised=True, with_info=True)


def scaled(picture, kind):
    return tf.image.resize(picture, (96, 96)) / 255, kind


def network():
    base = tf.keras.applications.MobileNetV2(include_top=False, weights=None, pooling="avg")
    return tf.keras.Sequential([base, tf.keras.layers.Dense(5, activation="softmax")])


model = network()
# expect: labels-not-read
model.compile("adam", "categorical_crossentropy")
model.fit(flowers.map(scaled).shuffle(99).batch(16), validation_data=others.map(scaled).batch(16))
print(about.features["label"].num_classes)
hot = network()
# expect: labels-not-read
hot.compile("adam", "sparse_categorical_crossentropy")
hot.fit(flowers.map(lambda picture, kind: (picture, tf.one_hot(kind, 5))).batch(16).prefetch(2))
