from shop import price_model
from shop.models import basket_model
from tensorflow import keras

prices = price_model()
# expect: logits-without-from-logits
prices.compile("adam", loss="binary_crossentropy")

baskets = basket_model()
baskets.compile("adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
