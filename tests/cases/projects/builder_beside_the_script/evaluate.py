from networks import small as make

model = make(4, activation="softmax")
model.compile("sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
