# not run: fetches a data set
# expect: nothing
import keras
from keras import layers

(photographs, _), _ = keras.datasets.cifar10.load_data()
inputs = keras.Input((32, 32, 3))
scaled = layers.Rescaling(1 / 255)(inputs)
narrow = layers.Conv2D(4, 3, strides=2, padding="same", activation="relu")(scaled)
rebuilt = layers.Conv2DTranspose(3, 3, strides=2, padding="same")(narrow)
model = keras.Model(inputs, rebuilt)
model.compile("adam", "mae")
model.fit(photographs, photographs)
bright = keras.Model(inputs, layers.Rescaling(255)(layers.Conv2D(3, 1, activation="sigmoid")(scaled)))
bright.compile("adam", "mae")
bright.fit(photographs, photographs)
