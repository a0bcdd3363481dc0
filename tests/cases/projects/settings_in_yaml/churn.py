import keras
import yaml

with open("conf/churn.yaml", encoding="utf-8") as file:
    settings = yaml.safe_load(file)

model = keras.Sequential([keras.Input((5,))])
for width in settings["body"]:
    model.add(keras.layers.Dense(width, activation="relu"))
# expect: softmax-of-one
model.add(keras.layers.Dense(settings["head"]["units"], activation=settings["head"]["activation"]))
model.compile("adam", loss=settings["loss"], metrics=["accuracy"])
