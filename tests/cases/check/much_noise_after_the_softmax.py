import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Dense(5, activation="softmax"),
        # expect: dropout-after-output
        layers.GaussianNoise(0.5),
    ]
)
model.compile(optimizer="adam", loss="categorical_crossentropy")
