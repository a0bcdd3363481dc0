import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class ClassScore(keras.metrics.Metric):
    """Precision, recall, F1 and the like, counted class by class.

    y_true: class numbers (batch, ...) or (batch, ..., 1), or one-hot rows (batch, ..., classes).
    y_pred: (batch, ..., classes), of which the highest counts, or (batch, ..., 1), a yes above `threshold`.
    `score`: precision, recall or f1, those of `class_id` or averaged over the classes that occur;
    balanced_accuracy, mcc or kappa. Raises ValueError for another score, for fewer than 2 classes, and
    where y_pred has neither `classes` units nor 1.
    """

    def __init__(
        self,
        classes: int = 2,
        score: str = "f1",
        class_id: int | None = None,
        threshold: float = 0.5,
        name: str = "class_score",
        dtype: str | None = None,
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        if score not in ("precision", "recall", "f1", "balanced_accuracy", "mcc", "kappa") or classes < 2:
            raise ValueError(f"ClassScore knows no {score} of {classes} classes")
        self.classes, self.score, self.class_id, self.threshold = classes, score, class_id, threshold
        self.right = self.add_weight(shape=(classes,), initializer="zeros", name="right")
        self.true = self.add_weight(shape=(classes,), initializer="zeros", name="true")
        self.said = self.add_weight(shape=(classes,), initializer="zeros", name="said")

    def update_state(
        self,
        y_true: keras.KerasTensor,
        y_pred: keras.KerasTensor,
        sample_weight: keras.KerasTensor | None = None,
    ) -> None:
        ops, units = keras.ops, y_pred.shape[-1]
        if units not in (1, self.classes):
            raise ValueError(f"ClassScore was made for {self.classes} classes, not for {units}")
        said = y_pred[..., 0] > self.threshold if units == 1 else ops.argmax(y_pred, axis=-1)
        if len(y_true.shape) == len(y_pred.shape) and y_true.shape[-1] == self.classes:
            y_true = ops.argmax(y_true, axis=-1)
        true = ops.reshape(ops.cast(y_true, "int32"), ops.shape(said))
        weight = ops.ones_like(true, dtype=self.dtype)
        if sample_weight is not None:  # one for each sample, or one for each label
            given, axes = ops.cast(sample_weight, self.dtype), len(said.shape)
            shape = (*ops.shape(given), *[1] * (axes - len(given.shape)))
            weight = weight * ops.reshape(given, shape if len(shape) == axes else ops.shape(said))
        true, said, weight = (ops.reshape(each, (-1,)) for each in (true, ops.cast(said, "int32"), weight))
        hit = weight * ops.cast(true == said, self.dtype)
        self.right.assign_add(ops.segment_sum(hit, true, num_segments=self.classes))
        self.true.assign_add(ops.segment_sum(weight, true, num_segments=self.classes))
        self.said.assign_add(ops.segment_sum(weight, said, num_segments=self.classes))

    def result(self) -> keras.KerasTensor:
        ops, divide = keras.ops, keras.ops.divide_no_nan
        right, true, said = (ops.convert_to_tensor(each) for each in (self.right, self.true, self.said))
        if self.score in ("mcc", "kappa"):
            return self._beyond_chance(right, true, said)
        if self.score == "balanced_accuracy":
            return divide(ops.sum(divide(right, true)), ops.sum(ops.cast(true > 0, self.dtype)))
        each = divide(right, {"precision": said, "recall": true, "f1": (true + said) / 2}[self.score])
        if self.class_id is not None:
            return each[self.class_id]
        return divide(ops.sum(each), ops.sum(ops.cast(true + said > 0, self.dtype)))

    def _beyond_chance(
        self, right: keras.KerasTensor, true: keras.KerasTensor, said: keras.KerasTensor
    ) -> keras.KerasTensor:
        ops, divide, total = keras.ops, keras.ops.divide_no_nan, keras.ops.sum(true)
        share, guess, neither = true / total, said / total, (total - true - said + right) / total
        rest, others = (total - true) / total, (total - said) / total
        # of a class that most samples have, the others are counted: no
        # digits are lost where yes is rare
        beyond = ops.sum(ops.where(share > 0.5, neither - rest * others, right / total - share * guess))
        if self.score == "mcc":
            return divide(beyond, ops.sqrt(ops.sum(share * rest) * ops.sum(guess * others)))
        return divide(beyond, ops.sum(share * others))

    def get_config(self) -> dict[str, object]:
        kept = {"classes": self.classes, "score": self.score, "class_id": self.class_id}
        return {"name": self.name, "dtype": self.dtype, "threshold": self.threshold, **kept}
