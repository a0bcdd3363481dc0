# not run: needs segmentation_models

"""Losses that a package adds read probabilities, as each of them does."""

import keras
import segmentation_models as sm

inputs = keras.Input((None, None, 3))
# expect: logits-without-from-logits
outputs = keras.layers.Conv2D(4, 1)(inputs)
model = keras.Model(inputs, outputs)
model.compile("adam", sm.losses.CategoricalCELoss() + 2 * sm.losses.CategoricalFocalLoss())
masks = sm.Unet("resnet34", classes=4, activation="softmax")
masks.compile("adam", sm.losses.cce_dice_loss)
