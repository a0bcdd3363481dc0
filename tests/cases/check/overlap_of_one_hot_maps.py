import keras
from keras import layers

field = keras.Input((64, 64, 4))
crops = layers.Conv2D(7, 1, activation="softmax")(field)
mapper = keras.Model(field, crops)
mapper.compile(
    optimizer="adam",
    loss="categorical_crossentropy",
    metrics=[
        keras.metrics.OneHotMeanIoU(num_classes=7),
        keras.metrics.MeanIoU(num_classes=7, sparse_y_true=False, sparse_y_pred=False),
        keras.metrics.OneHotIoU(num_classes=7, target_class_ids=[1, 2]),
    ],
)
