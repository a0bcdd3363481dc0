import keras
from keras import layers

slide = keras.Input((96, 96, 3))
cells = keras.Model(
    slide, layers.Conv2D(1, 1, activation="sigmoid")(layers.Conv2D(8, 3, padding="same")(slide))
)
cells.compile(
    "adam",
    "binary_crossentropy",
    # expect: metric-takes-only-rows
    metrics=[keras.metrics.F1Score(average="micro", threshold=0.5)],
)
