import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Dense(5, activation="softmax"),
        # expect: shares-scaled-after-output
        layers.Rescaling(100.0),
    ]
)
model.compile(optimizer="adam", loss="categorical_crossentropy")
