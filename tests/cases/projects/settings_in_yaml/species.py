from pathlib import Path

import keras
import yaml

HERE = Path(__file__).resolve().parent
settings = yaml.load((HERE / "conf" / "species.yaml").read_text(), Loader=yaml.SafeLoader)
head = settings.get("head")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(settings["body"][0], activation="relu")])
model.add(keras.layers.Dense(head["units"], activation=head["activation"]))
model.compile("adam", loss=settings["loss"], metrics=["accuracy"])
