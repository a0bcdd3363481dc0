from . import price_model
from .models import basket_model

prices = price_model()
prices.compile("adam", loss="mse")

baskets = basket_model()
# expect: logits-without-from-logits
baskets.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
