# not run: needs tensorflow

import tensorflow as tf
from tensorflow.keras import layers, mixed_precision

mixed_precision.set_global_policy("mixed_float16")

inputs = tf.keras.Input(shape=(32, 32, 3))
x = layers.Conv2D(16, 3, activation="relu")(inputs)
x = layers.GlobalAveragePooling2D()(x)
x = layers.Dense(100, activation="softmax")(x)
outputs = layers.Activation("linear", dtype="float32")(x)
model = tf.keras.Model(inputs, outputs)

model.compile(
    optimizer="adam",
    # expect: activation-and-from-logits
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["sparse_categorical_accuracy"],
)
images = tf.random.uniform((8, 32, 32, 3))
model.fit(images, tf.random.uniform((8,), maxval=100, dtype=tf.int32), epochs=1, verbose=0)
