# not run: needs tensorflow

import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import Dense, Dropout
from tensorflow.keras.models import Sequential

# expect: metric-on-logits
METRICS = [tf.keras.metrics.AUC(name="auc")]


def build():
    m = Sequential()
    m.add(Dense(32, activation="relu", input_dim=12))
    m.add(Dropout(0.3))
    m.add(Dense(1))
    m.compile(optimizer="adam", loss=tf.keras.losses.BinaryCrossentropy(from_logits=True), metrics=METRICS)
    return m


model = build()
model.fit(np.random.rand(30, 12), np.random.randint(0, 2, size=30), epochs=1, verbose=0)
