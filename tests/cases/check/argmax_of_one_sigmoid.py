import keras
import numpy as np

x = np.random.rand(30, 5)
y = np.random.randint(0, 2, size=30)

model = keras.Sequential(
    [keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)

# expect: argmax-of-one
predicted = np.argmax(model.predict(x, verbose=0), axis=1)
print((predicted == y).mean())
