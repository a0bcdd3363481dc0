import keras


def grades_missed(y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
    """By how many grades a row is off; both are rows of "is it above grade k?"."""
    said = keras.ops.sum(keras.ops.cast(y_pred > 0.5, "float32"), axis=-1)
    return keras.ops.abs(said - keras.ops.sum(keras.ops.cast(y_true, "float32"), axis=-1))


@keras.saving.register_keras_serializable(package="lossadvisor")
class GradeError(keras.metrics.MeanMetricWrapper):
    """Mean absolute error in grades.

    y_true: (batch, grades - 1), 0 or 1. y_pred: likewise, probabilities, split at 0.5.
    """

    def __init__(self, name: str = "grade_error", dtype: str | None = None) -> None:
        super().__init__(fn=grades_missed, name=name, dtype=dtype)

    def get_config(self) -> dict[str, object]:
        return {"name": self.name, "dtype": self.dtype}
