import keras


class Trained(keras.Model):
    def compile(self, optimizer, penalty, **rest):
        super().compile(optimizer=optimizer, **rest)
        self.penalty = penalty


spam = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
spam.compile(
    "adam",
    keras.losses.BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.8, gamma=1.5),
    metrics=[
        keras.metrics.Precision(thresholds=0.7, name="sure"),
        keras.metrics.AUC(num_thresholds=500, curve="PR"),
    ],
    steps_per_execution=4,
    jit_compile=False,
)
Trained().compile("adam", penalty=0.3, loss="mse")
