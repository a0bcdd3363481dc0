import keras
import numpy as np
from keras import layers

transactions = np.random.rand(50, 10)
fraudulent = (transactions[:, 3] > 0.9).astype("float32")

inputs = keras.Input((10,))
x = layers.Dense(16, activation="relu")(inputs)
outputs = layers.Dense(1)(x)
model = keras.Model(inputs, outputs)
model.compile(
    optimizer="adam",
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[
        # expect: metric-on-logits
        keras.metrics.Precision(name="precision"),
        # expect: metric-on-logits
        keras.metrics.Recall(name="recall"),
    ],
)
model.fit(transactions, fraudulent, epochs=1, verbose=0)
