# expect: nothing
# not run: needs tensorflow

import tensorflow as tf


class Trainer:
    def __init__(self, classes):
        self.net = tf.keras.Sequential([tf.keras.layers.LSTM(64), tf.keras.layers.Dense(classes)])
        self.entropy = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")
        self.rule = tf.keras.optimizers.Adam(3e-4)

    def loss(self, labels, logits, mask):
        each = self.entropy(labels, logits)
        return tf.reduce_sum(each * mask) / tf.reduce_sum(mask)

    def step(self, x, y, mask):
        with tf.GradientTape() as tape:
            loss = self.loss(y, self.net(x), mask)
        grads = tape.gradient(loss, self.net.trainable_variables)
        self.rule.apply_gradients(zip(grads, self.net.trainable_variables, strict=False))
        return loss, tf.argmax(self.net(x), axis=-1)


if __name__ == "__main__":
    trainer = Trainer(classes=9)
    for batch in tf.data.Dataset.list_files("*.tfrecord"):
        trainer.step(*batch)
