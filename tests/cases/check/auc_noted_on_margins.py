import keras

net = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
# expect: note metric-needs-arguments
net.compile("adam", "hinge", metrics=[keras.metrics.AUC()])
