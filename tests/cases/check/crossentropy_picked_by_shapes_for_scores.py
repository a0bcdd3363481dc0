import keras
import numpy as np

x, kind = np.random.rand(60, 4), np.random.randint(0, 5, 60)
# expect: logits-without-from-logits
net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(5)])
net.compile("adam", loss="crossentropy")
net.fit(x, kind)
