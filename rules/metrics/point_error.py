import keras


def peaks(maps: keras.KerasTensor) -> keras.KerasTensor:
    """Row and column of the highest pixel of every map, (batch, points, 2)."""
    width, points = maps.shape[2], maps.shape[3]
    highest = keras.ops.argmax(keras.ops.reshape(maps, (-1, maps.shape[1] * width, points)), axis=1)
    return keras.ops.cast(keras.ops.stack([highest // width, highest % width], axis=-1), "float32")


@keras.saving.register_keras_serializable(package="lossadvisor")
class PointError(keras.metrics.Mean):
    """Mean distance in pixels between the peaks of true and predicted heatmaps.

    y_true: (batch, height, width, points). y_pred: likewise, numbers of any size. Points whose true map is
    0 all over are left out. Raises ValueError where the shapes differ.
    """

    def __init__(self, name: str = "point_error", dtype: str | None = None) -> None:
        super().__init__(name=name, dtype=dtype)

    def update_state(
        self,
        y_true: keras.KerasTensor,
        y_pred: keras.KerasTensor,
        sample_weight: keras.KerasTensor | None = None,
    ) -> None:
        if tuple(y_true.shape[1:]) != tuple(y_pred.shape[1:]):
            raise ValueError(f"heatmaps of shape {y_true.shape} and {y_pred.shape} cannot be compared")
        y_true = keras.ops.convert_to_tensor(y_true)
        apart = keras.ops.sqrt(keras.ops.sum((peaks(y_true) - peaks(y_pred)) ** 2, axis=-1))
        weight = keras.ops.cast(keras.ops.max(y_true, axis=(1, 2)) > 0, apart.dtype)
        if sample_weight is not None:
            weight = weight * keras.ops.reshape(keras.ops.cast(sample_weight, apart.dtype), (-1, 1))
        super().update_state(apart, sample_weight=weight)
