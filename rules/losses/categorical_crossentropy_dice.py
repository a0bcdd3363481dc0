import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class CategoricalCrossentropyDice(keras.losses.Loss):
    """Categorical crossentropy of every pixel plus `dice_weight` times the mean Dice loss of the classes.

    y_true: (batch, height, width, classes), one-hot. y_pred: likewise, rows of probabilities. The Dice
    loss of a class is taken over the whole batch, so that a class may be missing from an image. Raises
    ValueError for a `dice_weight` below 0, and for labels of another shape.
    Source: Isensee et al. 2018, nnU-Net, arXiv:1809.10486.
    """

    def __init__(
        self, dice_weight: float = 1.0, name: str = "categorical_crossentropy_dice", **kwargs: object
    ) -> None:
        super().__init__(name=name, **kwargs)
        if dice_weight < 0:
            raise ValueError(f"dice_weight lies at 0 or above, not at {dice_weight}")
        self.dice_weight = dice_weight

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        y_true = keras.ops.cast(y_true, y_pred.dtype)
        pixels = keras.losses.categorical_crossentropy(y_true, y_pred)
        both = keras.ops.sum(y_true * y_pred, axis=(0, 1, 2))
        total = keras.ops.sum(y_true + y_pred, axis=(0, 1, 2))
        dice = keras.ops.mean(1 - (2 * both + 1) / (total + 1))
        return keras.ops.mean(pixels, axis=(1, 2)) + self.dice_weight * dice

    def get_config(self) -> dict[str, object]:
        return {**super().get_config(), "dice_weight": self.dice_weight}
