# not run: needs tensorflow

from tensorflow import keras

tumour = keras.Sequential(
    [keras.layers.Flatten(input_shape=(28, 28)), keras.layers.Dense(4, activation="softmax")]
)
tumour.compile(
    optimizer="adam",
    loss="categorical_crossentropy",
    # expect: auc-of-all-classes
    metrics=["accuracy", keras.metrics.AUC(name="auc")],
)
