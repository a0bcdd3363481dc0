import two

net = two.Net()
net.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
