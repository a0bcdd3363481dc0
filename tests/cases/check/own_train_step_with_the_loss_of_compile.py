# not run: needs tensorflow

import tensorflow as tf


class Plain(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = tf.keras.layers.Dense(24, activation="elu")
        # expect: logits-without-from-logits
        self.outer = tf.keras.layers.Dense(7)

    def call(self, inputs):
        return self.outer(self.inner(inputs))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compiled_loss(y, y_pred, regularization_losses=self.losses)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables, strict=False))
        return {"loss": loss}


plain = Plain()
plain.compile(optimizer="adam", loss="categorical_crossentropy")
