import keras

benign = keras.Sequential([keras.Input((64,)), keras.layers.Dense(2, activation="softmax")])
benign.compile(
    "adam",
    "categorical_crossentropy",
    # expect: note precision-of-all-classes
    metrics=[keras.metrics.Precision()],
)
