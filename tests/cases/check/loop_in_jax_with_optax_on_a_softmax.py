# not run: needs optax

import jax
import keras
import optax
from keras import layers

inputs = keras.Input((28,))
h = layers.Dense(64, activation="gelu")(inputs)
net = keras.Model(inputs, layers.Dense(6, activation="softmax")(h))
rule = optax.adam(1e-3)


def loss_of(trainable, fixed, x, y):
    y_pred, fixed = net.stateless_call(trainable, fixed, x)
    # expect: activation-and-from-logits
    return optax.softmax_cross_entropy_with_integer_labels(y_pred, y).mean(), fixed


@jax.jit
def step(state, x, y):
    trainable, fixed, inner = state
    (loss, fixed), grads = jax.value_and_grad(loss_of, has_aux=True)(trainable, fixed, x, y)
    updates, inner = rule.update(grads, inner, trainable)
    return loss, (optax.apply_updates(trainable, updates), fixed, inner)
