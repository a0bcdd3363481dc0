import networks
from networks import LOSS, small, spam_filter

model = spam_filter()
# expect: softmax-of-one
model.compile("adam", loss=LOSS, metrics=["accuracy"])

other = networks.small(5, "softmax")
# expect: softmax-with-binary-crossentropy
other.compile("adam", loss=networks.LOSS, metrics=["accuracy"])

sound = small(1)
sound.compile("adam", loss=LOSS, metrics=["accuracy"])
