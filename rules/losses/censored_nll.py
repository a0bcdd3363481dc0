import keras
import numpy as np


@keras.saving.register_keras_serializable(package="lossadvisor")
class CensoredNLL(keras.losses.Loss):
    """Negative log likelihood of a normal distribution; some numbers are only known to lie below a limit.

    y_true: (batch, 2): the number, or the limit, and 1 where it is known, 0 where it lies below that limit.
    y_pred: (batch, 2): the mean, in the unit of y_true, and the natural logarithm of the variance. Raises
    ValueError for any other number of units.
    Source: Tobin 1958, Estimation of Relationships for Limited Dependent Variables, Econometrica 26:24.
    """

    def __init__(self, name: str = "censored_nll", **kwargs: object) -> None:
        super().__init__(name=name, **kwargs)

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        if y_pred.shape[-1] != 2:
            raise ValueError(f"CensoredNLL needs 2 units, mean and log variance, not {y_pred.shape[-1]}")
        mean, log_variance = y_pred[:, 0], y_pred[:, 1]
        away = (y_true[:, 0] - mean) * keras.ops.exp(-log_variance / 2)
        seen = (log_variance + away**2 + np.log(2 * np.pi)) / 2
        # the logarithm of the chance to lie below; far out, where erf
        # has no digits left, that of the tail
        near = keras.ops.log((1 + keras.ops.erf(keras.ops.maximum(away, -4.0) / np.sqrt(2))) / 2)
        far = keras.ops.minimum(away, -4.0)
        tail = keras.ops.log((1 - 1 / (far**2 + 3)) / -far) - (far**2 + np.log(2 * np.pi)) / 2
        below = -keras.ops.where(away > -4.0, near, tail)
        return keras.ops.where(y_true[:, 1] > 0, seen, below)
