# not run: fetches a data set

import keras

(pictures, digits), _ = keras.datasets.mnist.load_data()
net = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
# expect: note head-and-labels-differ
net.compile("adam", "kl_divergence")
net.fit(pictures, digits)
