import keras
import numpy as np

x = np.random.rand(20, 3)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))
# expect: threshold-on-logits
answers = ["ill" if score > 0.5 else "well" for score in model.predict(x).flatten()]
for row in model.predict(x):
    for score in row:
        # expect: threshold-on-logits
        print(score >= 0.5, answers)
