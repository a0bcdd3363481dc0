import keras

net = keras.Sequential([keras.Input((30,)), keras.layers.Dense(5, activation="softmax")])
net.compile(
    "adam",
    "categorical_crossentropy",
    metrics=[
        keras.metrics.F1Score(average="weighted"),
        keras.metrics.Recall(class_id=2),
        keras.metrics.FBetaScore(beta=2.0),
    ],
)
