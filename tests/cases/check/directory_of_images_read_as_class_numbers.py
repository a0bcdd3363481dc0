# not run: needs tensorflow

import tensorflow as tf
from tensorflow.keras import layers

train_ds = tf.keras.utils.image_dataset_from_directory("flowers/", image_size=(64, 64), batch_size=16)
train_ds = train_ds.prefetch(tf.data.AUTOTUNE)

model = tf.keras.Sequential()
model.add(layers.Rescaling(1.0 / 255, input_shape=(64, 64, 3)))
model.add(layers.Conv2D(16, 3, activation="relu"))
model.add(layers.GlobalMaxPooling2D())
model.add(layers.Dense(5, activation="softmax"))
# expect: labels-not-read
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(train_ds, epochs=1)
