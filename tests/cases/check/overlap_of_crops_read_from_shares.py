import keras
from keras import layers

field = keras.Input((64, 64, 4))
crops = layers.Conv2D(7, 1, activation="softmax")(
    layers.Conv2D(24, 3, padding="same", activation="relu")(field)
)
mapper = keras.Model(field, crops)
mapper.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=[
        keras.metrics.MeanIoU(num_classes=7, sparse_y_pred=False),
        keras.metrics.IoU(7, target_class_ids=[3], sparse_y_pred=False),
    ],
)
