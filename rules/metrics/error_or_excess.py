import keras


def distance_or_excess(y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
    """How far the first unit is from the truth, or above the limit where only that is known."""
    mean = y_pred[:, 0]
    y_true = keras.ops.cast(y_true, mean.dtype)
    above = mean - y_true[:, 0]
    return keras.ops.where(y_true[:, 1] > 0, keras.ops.abs(above), keras.ops.maximum(above, 0))


@keras.saving.register_keras_serializable(package="lossadvisor")
class ErrorOrExcess(keras.metrics.MeanMetricWrapper):
    """Mean absolute error of the first of two units; where only a limit is known, how far it lies above that.

    y_true: (batch, 2): the number, or the limit, and 1 where it is known, 0 where it lies below that limit.
    y_pred: (batch, 2): the mean, in the unit of y_true, and the log variance.
    """

    def __init__(self, name: str = "error_or_excess", dtype: str | None = None) -> None:
        super().__init__(fn=distance_or_excess, name=name, dtype=dtype)

    def get_config(self) -> dict[str, object]:
        return {"name": self.name, "dtype": self.dtype}
