# not run: needs tensorflow

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


def make_critic():
    judge = keras.Sequential()
    judge.add(layers.Input((28, 28, 1)))
    judge.add(layers.Conv2D(16, 4, strides=2))
    judge.add(layers.Flatten())
    judge.add(layers.Dense(1, activation="sigmoid"))
    return judge


def make_painter():
    return keras.Sequential(
        [layers.Input((10,)), layers.Dense(784, activation="tanh"), layers.Reshape((28, 28, 1))]
    )


class Gan(keras.Model):
    def __init__(self, critic, painter):
        super().__init__()
        self.critic = critic
        self.painter = painter

    def compile(self, d_optimizer, g_optimizer, loss_fn):
        super().compile()
        self.d_optimizer = d_optimizer
        self.g_optimizer = g_optimizer
        self.loss_fn = loss_fn

    def train_step(self, real):
        count = tf.shape(real)[0]
        made = self.painter(tf.random.normal((count, 10)))
        both = tf.concat([made, real], axis=0)
        truth = tf.concat([tf.ones((count, 1)), tf.zeros((count, 1))], axis=0)
        with tf.GradientTape() as tape:
            d_loss = self.loss_fn(truth, self.critic(both))
        grads = tape.gradient(d_loss, self.critic.trainable_weights)
        self.d_optimizer.apply_gradients(zip(grads, self.critic.trainable_weights, strict=False))
        with tf.GradientTape() as tape:
            g_loss = self.loss_fn(
                tf.zeros((count, 1)), self.critic(self.painter(tf.random.normal((count, 10))))
            )
        grads = tape.gradient(g_loss, self.painter.trainable_weights)
        self.g_optimizer.apply_gradients(zip(grads, self.painter.trainable_weights, strict=False))
        return {"d_loss": d_loss, "g_loss": g_loss}


gan = Gan(critic=make_critic(), painter=make_painter())
gan.compile(
    d_optimizer=keras.optimizers.Adam(1e-4),
    g_optimizer=keras.optimizers.Adam(1e-4),
    # expect: activation-and-from-logits
    loss_fn=keras.losses.BinaryCrossentropy(from_logits=True),
)
