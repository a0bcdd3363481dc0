from nets import digits
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
# expect: labels-not-read
net = digits()
net.fit(x, y, epochs=3)
