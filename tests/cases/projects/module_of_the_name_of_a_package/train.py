import keras

# expect: softmax-of-one
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="softmax")])
model.compile("adam", loss="binary_crossentropy")
