# expect: nothing
# not run: needs tensorflow

import tensorflow as tf
from tensorflow.keras import layers

source = layers.Input((32, 32, 3))
shared = layers.Conv2D(16, 3, padding="same", activation="relu")(source)
picture = layers.Conv2D(3, 1, activation="sigmoid")(shared)
mask = layers.Conv2D(1, 1)(shared)
net = tf.keras.Model(source, [picture, mask])


def whole_loss(pictures, masks, outputs):
    made, found = outputs
    rebuilt = tf.reduce_mean(tf.square(pictures - made))
    entropy = tf.nn.sigmoid_cross_entropy_with_logits(labels=masks, logits=found)
    return rebuilt + tf.reduce_mean(entropy)


def step(pictures, masks):
    with tf.GradientTape() as tape:
        loss = whole_loss(pictures, masks, net(pictures))
    return tape.gradient(loss, net.trainable_variables)
