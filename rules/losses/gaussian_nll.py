import keras
import numpy as np


@keras.saving.register_keras_serializable(package="lossadvisor")
class GaussianNLL(keras.losses.Loss):
    """Negative log likelihood of a normal distribution whose mean and spread are both predicted.

    y_true: (batch,) or (batch, 1), and (batch, numbers, 1) where there are several. y_pred: (batch, 2) and
    (batch, numbers, 2): the mean, in the unit of y_true, and the natural logarithm of the variance.
    Raises ValueError for any other number of units.
    Source: Nix and Weigend 1994, Estimating the Mean and Variance of the Target Probability Distribution,
    ICNN.
    """

    def __init__(self, name: str = "gaussian_nll", **kwargs: object) -> None:
        super().__init__(name=name, **kwargs)

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        if y_pred.shape[-1] != 2:
            raise ValueError(f"GaussianNLL needs 2 units, mean and log variance, not {y_pred.shape[-1]}")
        mean, log_variance = y_pred[..., 0], y_pred[..., 1]
        squared = keras.ops.square(keras.ops.reshape(y_true, (-1, *mean.shape[1:])) - mean)
        return (log_variance + squared * keras.ops.exp(-log_variance) + np.log(2 * np.pi)) / 2
