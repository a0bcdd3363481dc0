import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class Pinball(keras.metrics.MeanMetricWrapper):
    """The pinball loss as a metric: how well each unit is at its own quantile.

    y_true: (batch,) or (batch, 1), and (batch, numbers, 1) where there are several.
    y_pred: (batch, len(quantiles)) and (batch, numbers, len(quantiles)), in the unit of y_true.
    Raises ValueError where a quantile does not lie between 0 and 1.
    Source: Gneiting 2011, Making and Evaluating Point Forecasts, arXiv:0912.0902.
    """

    def __init__(
        self, quantiles: tuple[float, ...] = (0.5,), name: str = "pinball", dtype: str | None = None
    ) -> None:
        super().__init__(fn=self.cost, name=name, dtype=dtype)
        if not all(0 < each < 1 for each in quantiles):
            raise ValueError(f"quantiles lie between 0 and 1, not at {quantiles}")
        self.quantiles = [float(each) for each in quantiles]

    def cost(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        shares = keras.ops.convert_to_tensor(self.quantiles, dtype=y_pred.dtype)
        y_true = keras.ops.reshape(keras.ops.cast(y_true, y_pred.dtype), (-1, *y_pred.shape[1:-1], 1))
        short = y_true - y_pred
        return keras.ops.mean(keras.ops.maximum(shares * short, (shares - 1) * short), axis=-1)

    def get_config(self) -> dict[str, object]:
        return {"name": self.name, "dtype": self.dtype, "quantiles": self.quantiles}
