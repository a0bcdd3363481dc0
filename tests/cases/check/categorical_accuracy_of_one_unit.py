import keras
import numpy as np

mails = np.random.rand(20, 3)
spam = np.random.randint(0, 2, size=(20, 1))

model = keras.Sequential()
model.add(keras.layers.Dense(6, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
# expect: metric-needs-more-units
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["categorical_accuracy"])
model.fit(mails, spam, epochs=1, verbose=0)
