# expect: nothing

from keras import Input, Sequential, layers
from keras import backend as K


def balanced(beta):
    def weigh(mask, guess):
        loss = K.binary_crossentropy(mask, guess, from_logits=True)
        weights = mask * beta + (1.0 - mask) * (1.0 - beta)
        return K.mean(weights * loss)

    return weigh


network = Sequential([Input((64, 64, 3)), layers.Conv2D(8, 3, padding="same"), layers.Conv2D(1, 1)])
network.compile(optimizer="adam", loss=balanced(0.8))
