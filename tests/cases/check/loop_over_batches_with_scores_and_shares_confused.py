# not run: needs tensorflow

import tensorflow as tf

reader = tf.keras.models.Sequential()
reader.add(tf.keras.layers.Embedding(5000, 32))
reader.add(tf.keras.layers.GlobalAveragePooling1D())
# expect: logits-without-from-logits
reader.add(tf.keras.layers.Dense(20))
rule = tf.keras.optimizers.Adam()
loss_object = tf.keras.losses.SparseCategoricalCrossentropy()
train_loss = tf.keras.metrics.Mean(name="train_loss")


@tf.function
def train_step(texts, labels):
    with tf.GradientTape() as tape:
        predictions = reader(texts, training=True)
        loss = loss_object(labels, predictions)
    gradients = tape.gradient(loss, reader.trainable_variables)
    rule.apply_gradients(zip(gradients, reader.trainable_variables, strict=False))
    train_loss(loss)
