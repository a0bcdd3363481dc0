# not run: needs tensorflow
# expect: nothing
import tensorflow as tf
import tensorflow_datasets as tfds

data, about = tfds.load("beans", with_info=True, as_supervised=True)
train, test = data["train"].batch(16), data["test"].batch(16)
model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(train, validation_data=test)
hot = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(3, activation="softmax")])
hot.compile("adam", "categorical_crossentropy")
hot.fit(train.map(lambda picture, kind: (picture, tf.one_hot(kind, 3))))
words = tfds.load("ted_hrlr_translate/pt_to_en", as_supervised=True, split="train")
pets = tf.keras.Sequential([tf.keras.layers.Conv2D(3, 1, activation="softmax")])
pets.compile("adam", "categorical_crossentropy")
pets.fit(tfds.load("oxford_iiit_pet", split="train"))
print(words)
