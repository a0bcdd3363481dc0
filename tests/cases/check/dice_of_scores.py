import keras
from keras import layers

slide = keras.Input((96, 96, 3))
# expect: out-of-range-for-loss
cells = keras.Model(slide, layers.Conv2D(1, 1)(layers.Conv2D(8, 3, padding="same", activation="relu")(slide)))
cells.compile("adam", loss=keras.losses.Dice())
