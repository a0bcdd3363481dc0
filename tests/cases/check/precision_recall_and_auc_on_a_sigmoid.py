# expect: nothing

import keras
import numpy as np

METRICS = [
    keras.metrics.BinaryAccuracy(name="accuracy"),
    keras.metrics.Precision(name="precision"),
    keras.metrics.Recall(name="recall"),
    keras.metrics.AUC(name="prc", curve="PR"),
]


def make_model(metrics=METRICS, output_bias=None):
    if output_bias is not None:
        output_bias = keras.initializers.Constant(output_bias)
    model = keras.Sequential(
        [
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(1, activation="sigmoid", bias_initializer=output_bias),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(), metrics=metrics)
    return model


model = make_model()
model.fit(np.random.rand(30, 29), np.random.randint(0, 2, size=30), epochs=1, verbose=0)
