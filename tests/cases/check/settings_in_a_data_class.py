from dataclasses import dataclass

import keras


@dataclass
class Settings:
    kinds: int = 4
    activation: str = "softmax"


right, wrong = Settings(), Settings(kinds=1)
first = keras.Sequential([keras.layers.Dense(right.kinds, activation=right.activation)])
first.compile("adam", "categorical_crossentropy")
# expect: softmax-of-one
second = keras.Sequential([keras.layers.Dense(wrong.kinds, activation=wrong.activation)])
second.compile("adam", "categorical_crossentropy")
