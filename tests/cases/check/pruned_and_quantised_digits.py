# not run: needs tensorflow

import tensorflow as tf
import tensorflow_model_optimization as tfmot

quantize = tfmot.quantization.keras
base = tf.keras.Sequential([tf.keras.Input((784,)), tf.keras.layers.Dense(10)])
annotated = quantize.quantize_annotate_model(base)
aware = quantize.quantize_apply(annotated)
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
aware.compile("adam", loss=loss, metrics=["accuracy"])
exported = tfmot.sparsity.keras.strip_pruning(tfmot.sparsity.keras.prune_low_magnitude(base))
exported.compile("adam", loss=loss, metrics=["accuracy"])
