import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class WeightedBinaryCrossentropy(keras.losses.Loss):
    """Binary crossentropy in which a missed yes costs `weights` times as much, for each label its own.

    y_true: (batch,) or as y_pred, 0 or 1. y_pred: (batch, units), probabilities, or any numbers with
    `from_logits`. `weights` has one number above 0 for each unit. Raises ValueError for any other number.
    Source: King and Zeng 2001, Logistic Regression in Rare Events Data, Political Analysis 9:137.
    """

    def __init__(
        self,
        weights: tuple[float, ...] = (1.0,),
        from_logits: bool = False,
        name: str = "weighted_binary_crossentropy",
        **kwargs: object,
    ) -> None:
        super().__init__(name=name, **kwargs)
        if not all(each > 0 for each in weights):
            raise ValueError(f"weights lie above 0, not at {weights}")
        self.weights = [float(each) for each in weights]
        self.from_logits = from_logits

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        y_true = keras.ops.reshape(y_true, keras.ops.shape(y_pred))
        weights = keras.ops.convert_to_tensor(self.weights, dtype=y_pred.dtype)
        if self.from_logits:
            yes, no = keras.ops.softplus(-y_pred), keras.ops.softplus(y_pred)
        else:
            near = keras.config.epsilon()
            kept = keras.ops.clip(y_pred, near, 1 - near)
            yes, no = -keras.ops.log(kept), -keras.ops.log(1 - kept)
        return keras.ops.mean(weights * y_true * yes + (1 - y_true) * no, axis=-1)

    def get_config(self) -> dict[str, object]:
        return {**super().get_config(), "weights": self.weights, "from_logits": self.from_logits}
