import numpy as np
from keras import Sequential, layers, losses

genre = np.eye(8)[np.random.randint(0, 8, size=40)]
spectra = np.random.rand(40, 64)

net = Sequential()
net.add(layers.Input((64,)))
for n in (48, 24):
    net.add(layers.Dense(n))
    net.add(layers.LeakyReLU())
    net.add(layers.Dropout(0.3))
# expect: logits-without-from-logits
net.add(layers.Dense(8, activation=None))

net.compile(loss=losses.CategoricalCrossentropy(), optimizer="sgd", metrics=["accuracy"])
net.fit(spectra, genre, epochs=1, verbose=0)
