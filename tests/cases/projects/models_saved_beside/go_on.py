import keras
import numpy as np

mails = np.load("mails.npy")
kinds = keras.utils.to_categorical(np.load("kinds.npy"), 3)

with open("scores.json") as file:
    # expect: logits-without-from-logits
    scores = keras.models.model_from_json(file.read())
scores.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
scores.fit(mails, kinds)

again = keras.models.load_model("logit.keras", compile=False)
again.compile("adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))

model = keras.models.load_model("spam.keras")
model.fit(mails, np.random.randint(0, 2, 100))

lost = keras.models.load_model("somewhere_else.keras")
lost.compile("adam", loss="categorical_crossentropy")
