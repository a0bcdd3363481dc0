# not run: needs tensorflow

import tensorflow as tf
from tensorflow.keras import layers, mixed_precision

policy = mixed_precision.Policy("mixed_float16")
mixed_precision.set_global_policy(policy)

base = tf.keras.applications.EfficientNetB0(include_top=False, input_shape=(224, 224, 3), pooling="avg")
inputs = layers.Input((224, 224, 3))
x = layers.Dropout(0.2)(base(inputs))
# expect: note shares-in-float16
birds = tf.keras.Model(inputs, layers.Dense(525, activation="softmax")(x))
birds.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
