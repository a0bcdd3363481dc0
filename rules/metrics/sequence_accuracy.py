import keras


def read_without_a_mistake(y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
    """1 for each sequence whose most likely symbol at every step, merged and without blanks, is the label."""
    batch, steps, _ = keras.ops.shape(y_pred)
    room = steps - keras.ops.shape(y_true)[1]
    if room < 0:
        raise ValueError(f"labels of {keras.ops.shape(y_true)[1]} symbols do not fit into {steps} steps")
    lengths = keras.ops.full((batch,), steps, dtype="int32")
    read = keras.ops.ctc_decode(y_pred, lengths, strategy="greedy", mask_index=0)[0][0]
    labels = keras.ops.pad(keras.ops.cast(y_true, "int32"), ((0, 0), (0, room)))
    return keras.ops.all(keras.ops.maximum(keras.ops.cast(read, "int32"), 0) == labels, axis=-1)


@keras.saving.register_keras_serializable(package="lossadvisor")
class SequenceAccuracy(keras.metrics.MeanMetricWrapper):
    """Share of sequences that greedy decoding reads without a mistake.

    y_true: (batch, symbols), numbers from 1, padded with 0. y_pred: (batch, steps, units), unit 0 the blank.
    Raises ValueError where the labels are longer than the steps.
    Source: Graves et al. 2006, Connectionist Temporal Classification, ICML (best path decoding).
    """

    def __init__(self, name: str = "sequence_accuracy", dtype: str | None = None) -> None:
        super().__init__(fn=read_without_a_mistake, name=name, dtype=dtype)

    def get_config(self) -> dict[str, object]:
        return {"name": self.name, "dtype": self.dtype}
