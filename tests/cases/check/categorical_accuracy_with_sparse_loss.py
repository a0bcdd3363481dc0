import keras
import numpy as np
from keras import layers

inputs = keras.Input((7,))
x = layers.Dense(14, activation="relu")(inputs)
outputs = layers.Dense(4)(x)
model = keras.Model(inputs, outputs)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# expect: metric-reads-other-labels
model.compile(optimizer="adam", loss=loss, metrics=["categorical_accuracy"])
model.fit(np.random.rand(20, 7), np.random.randint(0, 4, size=20), epochs=1, verbose=0)
