import keras
import numpy as np

tweets = np.random.rand(40, 25)
angry = np.random.randint(0, 2, size=(40, 1))

model = keras.models.Sequential(
    [
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
# expect: activation-and-from-logits
bce = keras.losses.BinaryCrossentropy(from_logits=True)
model.compile(loss=bce, optimizer="nadam")
model.fit(tweets, angry, epochs=1, verbose=0)
