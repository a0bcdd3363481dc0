from keras.utils import to_categorical
from nets import digits
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
net = digits()
net.fit(x, to_categorical(y), epochs=3)
