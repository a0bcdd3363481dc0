# expect: nothing
# not run: needs tensorflow

import tensorflow as tf
from tensorflow.keras import layers

train_ds = tf.keras.utils.image_dataset_from_directory("flowers/", image_size=(64, 64), batch_size=16)
class_names = train_ds.class_names
num_classes = len(class_names)

model = tf.keras.Sequential([layers.Rescaling(1.0 / 255)])
for filters in (16, 32, 64):
    model.add(layers.Conv2D(filters, 3, padding="same", activation="relu"))
    model.add(layers.MaxPooling2D())
model.add(layers.Flatten())
model.add(layers.Dense(num_classes, name="outputs"))
model.compile(
    optimizer="adam",
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(train_ds, epochs=1)
