# expect: nothing
# not run: needs tensorflow

import tensorflow as tf
from tensorflow import keras

bce = keras.losses.BinaryCrossentropy(from_logits=True)

generator = keras.Sequential([keras.layers.Dense(64), keras.layers.Dense(784, activation="tanh")])
discriminator = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(1)])


def discriminator_loss(real, fake):
    return bce(tf.ones_like(real), real) + bce(tf.zeros_like(fake), fake)


class Adversarial(keras.Model):
    def compile(self, d_optimizer, g_optimizer):
        super().compile()
        self.d_optimizer, self.g_optimizer = d_optimizer, g_optimizer

    def train_step(self, real):
        noise = tf.random.normal((tf.shape(real)[0], 32))
        with tf.GradientTape() as tape:
            loss = discriminator_loss(discriminator(real), discriminator(generator(noise)))
        gradients = tape.gradient(loss, discriminator.trainable_variables)
        self.d_optimizer.apply_gradients(zip(gradients, discriminator.trainable_variables, strict=True))
        return {"d_loss": loss}


gan = Adversarial()
gan.compile("adam", "adam")
