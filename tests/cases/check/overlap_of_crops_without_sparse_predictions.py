import keras
from keras import layers

field = keras.Input((64, 64, 4))
crops = layers.Conv2D(7, 1, activation="softmax")(
    layers.Conv2D(24, 3, padding="same", activation="relu")(field)
)
mapper = keras.Model(field, crops)
mapper.compile(
    optimizer=keras.optimizers.Adam(),
    loss="sparse_categorical_crossentropy",
    # expect: iou-of-shares
    metrics=["accuracy", keras.metrics.MeanIoU(num_classes=7)],
)
