# expect: nothing

import keras
from keras import layers

last = layers.Dense(6)
net = keras.Sequential([keras.Input((9,)), last])
setattr(last, "activation", keras.activations.softmax)  # noqa: B010
net.compile("adam", "categorical_crossentropy")
