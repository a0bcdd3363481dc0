import keras
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split

x, y = load_wine(return_X_y=True)
hot = keras.utils.to_categorical(y, num_classes=3)
a, b, ya, yb = train_test_split(x, hot, test_size=0.3)
model = keras.Sequential([keras.Input((13,)), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(a, ya, validation_data=(b, yb))
