# not run: needs segmentation_models

import segmentation_models as sm
from keras_unet_collection import models

roads = sm.Unet("resnet34", encoder_weights="imagenet")
roads.compile("adam", loss=sm.losses.bce_jaccard_loss, metrics=[sm.metrics.iou_score])
roads.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])

land = sm.Unet("resnet34", classes=5, activation="softmax")
land.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
land = sm.FPN("resnet34", classes=5)
land.compile("adam", loss="sparse_categorical_crossentropy")

cells = models.unet_2d((128, 128, 3), [32, 64], n_labels=3)
cells.compile("adam", loss="categorical_crossentropy")
cells = models.unet_2d((128, 128, 3), [32, 64], n_labels=1, output_activation="Sigmoid")
cells.compile("adam", loss="binary_crossentropy")
