# not run: needs tf_keras

import numpy as np
import tf_keras
from tf_keras import layers

PARAMETERS = {"filters": 16, "classes": 5, "final": "softmax", "from_logits": True}


def stem(inputs, filters):
    return layers.Conv2D(filters, 3, activation="relu")(inputs)


def trunk(inputs, filters):
    x = stem(inputs, filters)
    return layers.GlobalAveragePooling2D()(layers.Conv2D(2 * filters, 3, activation="relu")(x))


def network(parameters):
    inputs = tf_keras.Input((20, 20, 3))
    features = trunk(inputs, parameters["filters"])
    return tf_keras.Model(inputs, layers.Dense(parameters["classes"], parameters["final"])(features))


model = network(PARAMETERS)
# expect: activation-and-from-logits
loss = tf_keras.losses.SparseCategoricalCrossentropy(from_logits=PARAMETERS["from_logits"])
model.compile("adam", loss, metrics=["accuracy"])
model.fit(np.random.rand(4, 20, 20, 3), np.random.randint(0, 5, size=4), epochs=1)
