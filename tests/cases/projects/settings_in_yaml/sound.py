import keras
from omegaconf import OmegaConf
from settings import CHURN, load

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation=CHURN["head"]["activation"])])
model.compile("adam", loss=CHURN["loss"], metrics=["accuracy"])

species = load("conf/species.yaml")
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(**species["head"])])
model.compile("adam", loss=species["loss"], metrics=["accuracy"])

dotted = OmegaConf.load("conf/species.yaml")
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(dotted.head.units, dotted.head.activation)])
# expect: softmax-with-binary-crossentropy
model.compile("adam", loss=OmegaConf.load("conf/churn.yaml").loss, metrics=["accuracy"])
