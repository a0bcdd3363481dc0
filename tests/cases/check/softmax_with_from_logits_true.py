import keras
import numpy as np
from keras import layers

digits = np.random.rand(60, 8, 8)
labels = np.random.randint(0, 10, size=60)

inputs = keras.Input(shape=(8, 8))
x = layers.Flatten()(inputs)
x = layers.Dense(32, activation="relu")(x)
outputs = layers.Dense(10, activation="softmax")(x)

model = keras.Model(inputs, outputs, name="digits")
model.compile(
    optimizer=keras.optimizers.RMSprop(),
    # expect: activation-and-from-logits
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(digits, labels, batch_size=16, epochs=1, verbose=0)
