import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class Quantile(keras.losses.Loss):
    """Pinball loss: leads each unit to its own quantile of the truth.

    y_true: (batch,) or (batch, 1), and (batch, numbers, 1) where there are several.
    y_pred: (batch, len(quantiles)) and (batch, numbers, len(quantiles)), in the unit of y_true.
    Raises ValueError where a quantile does not lie between 0 and 1.
    Source: Koenker and Bassett 1978, Regression Quantiles, Econometrica 46:33.
    """

    def __init__(
        self, quantiles: tuple[float, ...] = (0.1, 0.5, 0.9), name: str = "quantile", **kwargs: object
    ) -> None:
        super().__init__(name=name, **kwargs)
        if not all(0 < each < 1 for each in quantiles):
            raise ValueError(f"quantiles lie between 0 and 1, not at {quantiles}")
        self.quantiles = [float(each) for each in quantiles]

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        shares = keras.ops.convert_to_tensor(self.quantiles, dtype=y_pred.dtype)
        short = keras.ops.reshape(y_true, (-1, *y_pred.shape[1:-1], 1)) - y_pred
        return keras.ops.mean(keras.ops.maximum(shares * short, (shares - 1) * short), axis=-1)

    def get_config(self) -> dict[str, object]:
        return {**super().get_config(), "quantiles": self.quantiles}
