# expect: nothing

import keras
import numpy as np
from keras import layers

inputs = keras.Input((16, 8))
squeeze = layers.GlobalAveragePooling1D()(inputs)
excite = layers.Dense(8, activation="sigmoid")(squeeze)
excite = layers.Dropout(0.2)(excite)
scaled = layers.Multiply()([inputs, layers.Reshape((1, 8))(excite)])
x = layers.GlobalMaxPooling1D()(scaled)
outputs = layers.Dense(2, activation="softmax")(x)

model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(20, 16, 8), np.random.randint(0, 2, size=20), epochs=1, verbose=0)
