import keras
import numpy as np


def turns_between(y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
    """The angle between rows, in turns from 0 to 0.5."""
    y_true = keras.ops.normalize(keras.ops.cast(y_true, y_pred.dtype), axis=-1)
    apart = y_true - keras.ops.normalize(y_pred, axis=-1)
    half = keras.ops.minimum(keras.ops.sqrt(keras.ops.sum(apart**2, axis=-1)) / 2, 1.0)
    return keras.ops.arcsin(half) / np.pi


@keras.saving.register_keras_serializable(package="lossadvisor")
class AngularError(keras.metrics.MeanMetricWrapper):
    """Mean angle between the true and the predicted direction, the shorter way round.

    y_true: (batch, units), of any length but 0. y_pred: likewise. It is in degrees, or in the unit in which a
    whole turn is `period`.
    """

    def __init__(self, period: float = 360, name: str = "angular_error", dtype: str | None = None) -> None:
        super().__init__(fn=lambda y, found: period * turns_between(y, found), name=name, dtype=dtype)
        self.period = period

    def get_config(self) -> dict[str, object]:
        return {"period": self.period, "name": self.name, "dtype": self.dtype}
