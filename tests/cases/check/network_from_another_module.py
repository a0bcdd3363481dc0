# expect: nothing
# not run: needs a module of the same project

import keras
import numpy as np
from networks import build_backbone, focal

backbone = build_backbone((32, 32, 3))
outputs = keras.layers.Dense(1)(backbone.output)
model = keras.Model(backbone.input, outputs)
model.compile(optimizer="adam", loss=focal(gamma=2.0), metrics=["accuracy"])
model.fit(np.random.rand(4, 32, 32, 3), np.random.randint(0, 2, size=4), epochs=1)
