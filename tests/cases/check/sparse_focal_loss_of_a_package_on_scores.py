# not run: focal_loss
import keras
from focal_loss import SparseCategoricalFocalLoss

# expect: logits-without-from-logits
plain = keras.Sequential([keras.Input((5,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(4)])
plain.compile("adam", loss=SparseCategoricalFocalLoss(gamma=2))

told = keras.Sequential([keras.Input((5,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(4)])
told.compile("adam", loss=SparseCategoricalFocalLoss(gamma=2, from_logits=True))
