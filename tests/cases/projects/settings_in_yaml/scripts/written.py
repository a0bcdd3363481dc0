import json

import keras

with open("out.json", "w") as file:
    json.dump({"last": "softmax"}, file)
with open("out.json") as file:
    last = json.load(file)["last"]
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation=last)])
model.compile("adam", loss="binary_crossentropy")
