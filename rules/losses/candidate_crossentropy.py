import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class CandidateCrossentropy(keras.losses.Loss):
    """Minus the logarithm of the probability that the class is one of the candidates of its sample.

    y_true: (batch, classes), 1 for each class that the sample may have, else 0. y_pred: likewise,
    probabilities that sum to 1, or any numbers with `from_logits`. A row with all candidates costs nothing.
    Source: Jin and Ghahramani 2002, Learning with Multiple Labels, NeurIPS 15.
    """

    def __init__(
        self, from_logits: bool = False, name: str = "candidate_crossentropy", **kwargs: object
    ) -> None:
        super().__init__(name=name, **kwargs)
        self.from_logits = from_logits

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        if not self.from_logits:
            within = keras.ops.sum(y_true * y_pred, axis=-1)
            return -keras.ops.log(keras.ops.clip(within, keras.config.epsilon(), 1.0))
        others = keras.ops.where(y_true > 0, y_pred, -1e9)
        return keras.ops.logsumexp(y_pred, axis=-1) - keras.ops.logsumexp(others, axis=-1)

    def get_config(self) -> dict[str, object]:
        return {**super().get_config(), "from_logits": self.from_logits}
