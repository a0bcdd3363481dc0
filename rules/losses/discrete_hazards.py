import keras


@keras.saving.register_keras_serializable(package="lossadvisor")
class DiscreteHazards(keras.losses.Loss):
    """Negative log likelihood of times in intervals, some of them known only to be later (censored).

    y_true: (batch, 2): the number of the interval, from 0, and 1 where the event happened in it, 0 where
    the sample was only seen that far; -1 says that it was not even seen through the first.
    y_pred: (batch, intervals): for each interval the probability of the event for those still without it.
    Source: Gensheimer and Narasimhan 2019, A scalable discrete-time survival model for neural networks,
    PeerJ 7:e6257.
    """

    def __init__(self, name: str = "discrete_hazards", **kwargs: object) -> None:
        super().__init__(name=name, **kwargs)

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        numbers = keras.ops.arange(y_pred.shape[-1], dtype=y_pred.dtype)
        last, event = y_true[:, :1], y_true[:, 1:]
        survived = keras.ops.cast(numbers < last + 1 - event, y_pred.dtype)
        happened = keras.ops.cast(keras.ops.equal(numbers, last), y_pred.dtype) * event
        near = keras.config.epsilon()
        hazards = keras.ops.clip(y_pred, near, 1 - near)
        cost = survived * keras.ops.log(1 - hazards) + happened * keras.ops.log(hazards)
        return -keras.ops.sum(cost, axis=-1)
