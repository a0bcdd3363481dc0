import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class BinaryCrossentropyDice(keras.losses.Loss):
    """Binary crossentropy of every pixel plus `dice_weight` times the Dice loss of every image.

    y_true: (batch, height, width) or as y_pred, 0 or 1. y_pred: (batch, height, width, 1), probabilities.
    The 1 that is added above and below the fraction lets an empty mask be learned. Raises ValueError for
    a `dice_weight` below 0.
    Source: Isensee et al. 2018, nnU-Net, arXiv:1809.10486.
    """

    def __init__(
        self, dice_weight: float = 1.0, name: str = "binary_crossentropy_dice", **kwargs: object
    ) -> None:
        super().__init__(name=name, **kwargs)
        if dice_weight < 0:
            raise ValueError(f"dice_weight lies at 0 or above, not at {dice_weight}")
        self.dice_weight = dice_weight

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        y_true = keras.ops.cast(keras.ops.reshape(y_true, keras.ops.shape(y_pred)), y_pred.dtype)
        pixels = keras.losses.binary_crossentropy(y_true, y_pred)
        both = keras.ops.sum(y_true * y_pred, axis=(1, 2, 3))
        total = keras.ops.sum(y_true + y_pred, axis=(1, 2, 3))
        dice = 1 - (2 * both + 1) / (total + 1)
        return keras.ops.mean(pixels, axis=(1, 2)) + self.dice_weight * dice

    def get_config(self) -> dict[str, object]:
        return {**super().get_config(), "dice_weight": self.dice_weight}
