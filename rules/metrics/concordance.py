import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class Concordance(keras.metrics.Metric):
    """Share of pairs whose order is right: who had the event earlier was given the shorter survival.

    Only pairs within a batch are compared, and only those whose order is known. A tie counts as half.
    y_true: (batch, 2): the number of the interval, and 1 for an event, 0 for a sample only seen that far.
    y_pred: (batch, intervals): hazards.
    Source: Harrell et al. 1982, Evaluating the Yield of Medical Tests, JAMA 247:2543.
    """

    def __init__(self, name: str = "concordance", dtype: str | None = None) -> None:
        super().__init__(name=name, dtype=dtype)
        self.right = self.add_weight(name="right", initializer="zeros")
        self.known = self.add_weight(name="known", initializer="zeros")

    def update_state(
        self,
        y_true: keras.KerasTensor,
        y_pred: keras.KerasTensor,
        sample_weight: keras.KerasTensor | None = None,
    ) -> None:
        y_true = keras.ops.cast(y_true, self.dtype)
        y_pred = keras.ops.cast(y_pred, self.dtype)
        last, event = y_true[:, 0], y_true[:, 1]
        expected = keras.ops.sum(keras.ops.cumprod(1 - y_pred, axis=-1), axis=-1)
        known = event[:, None] * keras.ops.cast((last + 1 - event)[None] > last[:, None], self.dtype)
        if sample_weight is not None:
            weight = keras.ops.reshape(keras.ops.cast(sample_weight, self.dtype), (-1,))
            known = known * weight[:, None] * weight[None]
        right = (1 + keras.ops.sign(expected[None] - expected[:, None])) / 2
        self.right.assign_add(keras.ops.sum(known * right))
        self.known.assign_add(keras.ops.sum(known))

    def result(self) -> keras.KerasTensor:
        return keras.ops.divide_no_nan(self.right, self.known)
