from ..common import last
from .body import body


def price_model():
    return last(body())


def basket_model():
    return last(body(), 12)
