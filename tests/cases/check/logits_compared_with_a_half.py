import keras
import numpy as np

x = np.random.rand(30, 5)
y = np.random.randint(0, 2, size=30)

model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x, y, epochs=1, verbose=0)

# expect: threshold-on-logits
labels = (model.predict(x, verbose=0) > 0.5).astype("int32")
print(labels.ravel())
