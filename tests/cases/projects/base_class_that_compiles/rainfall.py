import keras
import numpy as np
from trainer import Trainer


class Rain(Trainer):
    loss = "binary_crossentropy"

    def build(self):
        # expect: logits-without-from-logits
        return keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])


class Snow(Trainer):
    def build(self):
        return keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])


measured, fell, depth = (np.load(f"{name}.npy") for name in ("measured", "fell", "depth"))
Rain().start(measured, fell)
Snow().start(measured, depth)
# a compile() of its own, so that the file is looked at
ice = Snow().model
ice.compile("adam", loss="mae")
