# expect: nothing
# not run: needs tensorflow

import numpy as np
import tensorflow as tf

actor = tf.keras.Sequential(
    [
        tf.keras.layers.Dense(24, activation="relu"),
        tf.keras.layers.Dense(3, activation="softmax"),
    ]
)
critic = tf.keras.Sequential([tf.keras.layers.Dense(24, activation="relu"), tf.keras.layers.Dense(1)])
critic.compile(optimizer="adam", loss="mse")
optimizer = tf.keras.optimizers.Adam(1e-3)

states = np.random.rand(10, 4).astype("float32")
actions, returns = np.random.randint(0, 3, size=10), np.random.rand(10).astype("float32")
with tf.GradientTape() as tape:
    chosen = tf.gather(actor(states), actions, batch_dims=1)
    policy_loss = -tf.reduce_mean(tf.math.log(chosen + 1e-8) * returns)
gradients = tape.gradient(policy_loss, actor.trainable_variables)
optimizer.apply_gradients(zip(gradients, actor.trainable_variables, strict=True))
critic.fit(states, returns, epochs=1, verbose=0)
