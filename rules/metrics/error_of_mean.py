import keras


def distance_of_mean(y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
    """How far the first unit is from the truth."""
    mean = y_pred[..., 0]
    return keras.ops.abs(keras.ops.reshape(keras.ops.cast(y_true, mean.dtype), (-1, *mean.shape[1:])) - mean)


@keras.saving.register_keras_serializable(package="lossadvisor")
class ErrorOfMean(keras.metrics.MeanMetricWrapper):
    """Mean absolute error of the first of two units, which predicts the mean.

    y_true: (batch,) or (batch, 1), and (batch, numbers, 1) where there are several. y_pred: (batch, 2) and
    (batch, numbers, 2): the mean, in the unit of y_true, and the log variance.
    """

    def __init__(self, name: str = "error_of_mean", dtype: str | None = None) -> None:
        super().__init__(fn=distance_of_mean, name=name, dtype=dtype)

    def get_config(self) -> dict[str, object]:
        return {"name": self.name, "dtype": self.dtype}
