import keras
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split

x, y = load_wine(return_X_y=True)
a, b, ya, yb = train_test_split(x, y, test_size=0.3)
model = keras.Sequential([keras.Input((13,)), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
hot = keras.utils.to_categorical(ya, num_classes=3)
# expect: labels-not-read
model.fit(a, hot, validation_data=(b, yb))
