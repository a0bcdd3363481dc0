import keras
import numpy as np

x, tags = np.random.rand(20, 6), (np.random.rand(20, 5) > 0.7).astype("float32")
model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(5)])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x, tags, epochs=1, verbose=0)
# expect: threshold-on-logits
found = model.predict(x, verbose=0) > 0.5
