import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class MapIoU(keras.metrics.Metric):
    """Intersection over union of each map, averaged over the maps, so that small ones count the same.

    y_true: (batch, height, width, maps), 0 or 1. y_pred: likewise, yes above `threshold`. A map that is
    empty in all of y_true and y_pred is left out. Raises ValueError where y_pred has not `maps` maps.
    """

    def __init__(
        self, maps: int = 1, threshold: float = 0.5, name: str = "map_iou", dtype: str | None = None
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        if maps < 1:
            raise ValueError(f"there is at least one map, not {maps}")
        self.maps, self.threshold = maps, threshold
        self.both = self.add_weight(shape=(maps,), initializer="zeros", name="both")
        self.either = self.add_weight(shape=(maps,), initializer="zeros", name="either")

    def update_state(
        self,
        y_true: keras.KerasTensor,
        y_pred: keras.KerasTensor,
        sample_weight: keras.KerasTensor | None = None,
    ) -> None:
        if y_pred.shape[-1] != self.maps:
            raise ValueError(f"MapIoU was made for {self.maps} maps, not for {y_pred.shape[-1]}")
        said = keras.ops.cast(y_pred > self.threshold, self.dtype)
        true = keras.ops.cast(keras.ops.reshape(y_true, keras.ops.shape(y_pred)), self.dtype)
        weight = 1.0
        if sample_weight is not None:
            weight = keras.ops.reshape(keras.ops.cast(sample_weight, self.dtype), (-1, 1, 1, 1))
        self.both.assign_add(keras.ops.sum(weight * said * true, axis=(0, 1, 2)))
        self.either.assign_add(keras.ops.sum(weight * keras.ops.maximum(said, true), axis=(0, 1, 2)))

    def result(self) -> keras.KerasTensor:
        seen = keras.ops.sum(keras.ops.cast(self.either > 0, self.dtype))
        shares = keras.ops.divide_no_nan(self.both, self.either)
        return keras.ops.divide_no_nan(keras.ops.sum(shares), seen)

    def get_config(self) -> dict[str, object]:
        return {"name": self.name, "dtype": self.dtype, "maps": self.maps, "threshold": self.threshold}
