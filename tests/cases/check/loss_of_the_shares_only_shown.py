# expect: nothing
# not run: needs tensorflow

import tensorflow as tf


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = tf.keras.layers.Dense(64, activation="relu")
        self.outer = tf.keras.layers.Dense(10)

    def call(self, x, learning=False):
        x = self.outer(self.inner(x))
        return x if learning else tf.nn.softmax(x)


net = Net()
rule = tf.optimizers.SGD(0.1)


def entropy(labels, scores):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=scores))


def learn(x, y):
    with tf.GradientTape() as tape:
        loss = entropy(y, net(x, learning=True))
    rule.apply_gradients(
        zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables, strict=True)
    )


for number, (batch_x, batch_y) in enumerate(tf.data.Dataset.load("batches")):
    learn(batch_x, batch_y)
    if number % 100 == 0:
        print(entropy(batch_y, net(batch_x)))
