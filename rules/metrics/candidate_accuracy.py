import keras


def top_is_candidate(y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
    """1 for each sample whose most probable class is one of its candidates, else 0."""
    top = keras.ops.one_hot(keras.ops.argmax(y_pred, axis=-1), y_pred.shape[-1], dtype="float32")
    return keras.ops.sum(top * keras.ops.cast(y_true, "float32"), axis=-1)


@keras.saving.register_keras_serializable(package="lossadvisor")
class CandidateAccuracy(keras.metrics.MeanMetricWrapper):
    """Share of samples whose most probable class is one of their candidates.

    y_true: (batch, classes), 1 for each class that the sample may have, else 0. y_pred: likewise,
    probabilities or scores.
    """

    def __init__(self, name: str = "candidate_accuracy", dtype: str | None = None) -> None:
        super().__init__(fn=top_is_candidate, name=name, dtype=dtype)

    def get_config(self) -> dict[str, object]:
        return {"name": self.name, "dtype": self.dtype}
