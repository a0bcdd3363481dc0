import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class Gamma(keras.losses.Loss):
    """Gamma deviance up to a constant: errors count in proportion to the prediction, the mean is estimated.

    y_true: (batch,) or as y_pred, above 0. y_pred: (batch, units), above 0, in the unit of y_true.
    Source: McCullagh and Nelder 1989, Generalized Linear Models, second edition.
    """

    def __init__(self, name: str = "gamma", **kwargs: object) -> None:
        super().__init__(name=name, **kwargs)

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        y_true = keras.ops.reshape(y_true, keras.ops.shape(y_pred))
        y_pred = keras.ops.maximum(y_pred, keras.config.epsilon())
        return keras.ops.mean(y_true / y_pred + keras.ops.log(y_pred), axis=-1)
