import keras
from keras import layers

inputs = keras.Input((16,))
votes = [layers.Dense(4, activation="softmax")(inputs) for _ in range(2)]
# expect: dropout-after-output
outputs = layers.Dropout(0.3)(layers.Average()(votes))
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="categorical_crossentropy")
