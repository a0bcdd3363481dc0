import keras
import numpy as np


def degrees_between(y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
    """The angle between rows, in degrees from 0 to 180."""
    y_true = keras.ops.normalize(keras.ops.cast(y_true, y_pred.dtype), axis=-1)
    apart = y_true - keras.ops.normalize(y_pred, axis=-1)
    half = keras.ops.minimum(keras.ops.sqrt(keras.ops.sum(apart**2, axis=-1)) / 2, 1.0)
    return 2 * keras.ops.arcsin(half) * 180 / np.pi


@keras.saving.register_keras_serializable(package="lossadvisor")
class AngularError(keras.metrics.MeanMetricWrapper):
    """Mean angle between the true and the predicted direction, in degrees.

    y_true: (batch, units), of any length but 0. y_pred: likewise.
    """

    def __init__(self, name: str = "angular_error", dtype: str | None = None) -> None:
        super().__init__(fn=degrees_between, name=name, dtype=dtype)

    def get_config(self) -> dict[str, object]:
        return {"name": self.name, "dtype": self.dtype}
