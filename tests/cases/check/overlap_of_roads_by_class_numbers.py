import keras
from keras import layers

photo = keras.Input((128, 128, 3))
inside = layers.Conv2D(12, 3, padding="same", activation="relu")(photo)
road = layers.Conv2D(1, 1, activation="sigmoid")(inside)
finder = keras.Model(photo, road)
finder.compile(
    "adam",
    "binary_crossentropy",
    # expect: iou-of-one-unit
    metrics=[keras.metrics.MeanIoU(num_classes=2)],
)
