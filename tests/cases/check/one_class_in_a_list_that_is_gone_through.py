import keras

names = []
for name in ["swan"]:
    names.append(name)

# expect: softmax-of-one
model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(len(names), activation="softmax")])
model.compile("adam", "categorical_crossentropy")
