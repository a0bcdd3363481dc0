import keras

spam = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
# expect: argument-without-effect
spam.compile("adam", keras.losses.BinaryFocalCrossentropy(from_logits=True, gamma=2, alpha=0.75))
