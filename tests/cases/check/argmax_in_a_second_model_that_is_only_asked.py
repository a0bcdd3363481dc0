# expect: nothing

import keras
import numpy as np
from keras import layers, ops

plan = keras.Input((7,))
shares = layers.Dense(5, activation="softmax")(plan)
model = keras.Model(plan, shares)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(np.random.rand(20, 7), np.random.randint(0, 5, 20), epochs=2, verbose=0)

answers = keras.Model(plan, ops.argmax(shares, axis=-1))
print(answers.predict(np.random.rand(3, 7), verbose=0))

known = keras.Model(
    plan, [shares, layers.Lambda(lambda each: ops.argmax(each, axis=-1), name="answer")(shares)]
)
known.compile(optimizer="adam", loss=["sparse_categorical_crossentropy", None])
