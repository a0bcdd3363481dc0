import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class NeighbourAccuracy(keras.metrics.Mean):
    """Share of samples whose nearest other sample of the batch, by angle, is of the same class.

    y_true: (batch,) or (batch, 1), class numbers. y_pred: (batch, dimensions), of any length but 0. A sample
    that has no other of its class in the batch is left out.
    Source: Musgrave et al. 2020, A Metric Learning Reality Check, arXiv:2003.08505 (precision at 1).
    """

    def __init__(self, name: str = "neighbour_accuracy", dtype: str | None = None) -> None:
        super().__init__(name=name, dtype=dtype)

    def update_state(
        self,
        y_true: keras.KerasTensor,
        y_pred: keras.KerasTensor,
        sample_weight: keras.KerasTensor | None = None,
    ) -> None:
        row = keras.ops.reshape(y_true, (1, -1))
        same = keras.ops.cast(keras.ops.transpose(row) == row, "float32")
        vectors = keras.ops.normalize(keras.ops.cast(y_pred, "float32"), axis=-1)
        itself = keras.ops.eye(keras.ops.shape(vectors)[0])
        cosines = keras.ops.matmul(vectors, keras.ops.transpose(vectors))
        nearest = keras.ops.argmax(cosines - 3 * itself, axis=-1)
        right = keras.ops.take_along_axis(same, keras.ops.expand_dims(nearest, -1), axis=-1)[:, 0]
        weight = keras.ops.cast(keras.ops.sum(same, axis=-1) > 1, "float32")
        if sample_weight is not None:
            weight = weight * keras.ops.reshape(keras.ops.cast(sample_weight, "float32"), (-1,))
        super().update_state(right, sample_weight=weight)
