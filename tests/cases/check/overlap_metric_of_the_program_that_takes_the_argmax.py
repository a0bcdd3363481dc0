import keras
from keras import layers, ops


class ArgmaxMeanIoU(keras.metrics.MeanIoU):
    def update_state(self, y_true, y_pred, sample_weight=None):
        return super().update_state(y_true, ops.argmax(y_pred, axis=-1), sample_weight)


field = keras.Input((64, 64, 4))
mapper = keras.Model(field, layers.Conv2D(7, 1, activation="softmax")(field))
mapper.compile("adam", "sparse_categorical_crossentropy", metrics=[ArgmaxMeanIoU(num_classes=7)])
