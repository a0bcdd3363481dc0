import keras
import numpy as np


class GestureNet(keras.Model):
    def __init__(self, gestures):
        super().__init__()
        self.recurrent = keras.layers.LSTM(12)
        # expect: sigmoid-for-one-of-many
        self.classify = keras.layers.Dense(gestures, activation=keras.activations.sigmoid)

    def call(self, inputs, training=False):
        x = self.recurrent(inputs, training=training)
        return self.classify(x)


net = GestureNet(gestures=8)
net.compile(loss=keras.losses.SparseCategoricalCrossentropy(), optimizer="adam", metrics=["accuracy"])
net.fit(np.random.rand(12, 15, 3), np.random.randint(0, 8, size=12), epochs=1, verbose=0)
