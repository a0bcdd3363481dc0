import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class Tweedie(keras.losses.Loss):
    """Tweedie deviance up to a constant, for amounts of which many are 0: the mean is estimated.

    y_true: (batch,) or as y_pred, from 0 up. y_pred: (batch, units), above 0, in the unit of y_true.
    `power` lies between 1 (as a count) and 2 (as gamma). Raises ValueError for any other.
    Source: Jørgensen 1987, Exponential Dispersion Models, J. Royal Statistical Society B 49:127.
    """

    def __init__(self, power: float = 1.5, name: str = "tweedie", **kwargs: object) -> None:
        super().__init__(name=name, **kwargs)
        if not 1 < power < 2:
            raise ValueError(f"power lies between 1 and 2, not at {power}")
        self.power = power

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        y_true = keras.ops.reshape(y_true, keras.ops.shape(y_pred))
        mean = keras.ops.maximum(y_pred, keras.config.epsilon())
        one, two = 1 - self.power, 2 - self.power
        cost = keras.ops.power(mean, two) / two - y_true * keras.ops.power(mean, one) / one
        return keras.ops.mean(cost, axis=-1)

    def get_config(self) -> dict[str, object]:
        return {**super().get_config(), "power": self.power}
