import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Dense(5, activation="softmax"),
        # expect: shares-scaled-after-output
        layers.RMSNormalization(),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
