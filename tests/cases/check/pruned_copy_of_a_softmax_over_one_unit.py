# not run: needs tensorflow

import tensorflow as tf
import tensorflow_model_optimization as tfmot

prune = tfmot.sparsity.keras.prune_low_magnitude

model = tf.keras.Sequential([tf.keras.Input((8,)), prune(tf.keras.layers.Dense(16, activation="relu"))])
# expect: softmax-of-one
model.add(prune(tf.keras.layers.Dense(1, activation="softmax")))
pruned = prune(model)
pruned.compile("adam", loss="binary_crossentropy")
