import keras

net = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
# expect: note metric-and-head-differ
net.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True), metrics=["mae"])
