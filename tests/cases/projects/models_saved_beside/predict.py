import keras
import numpy as np

mails = np.load("mails.npy")
logit = keras.models.load_model("logit.keras")
# expect: threshold-on-logits
spam = logit.predict(mails) > 0.5

model = keras.saving.load_model("spam.keras")
also_spam = model.predict(mails) > 0.5

# expect: argmax-of-one
answers = model.predict(mails).argmax(axis=1)

other = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
other.compile("adam", loss="mse")
