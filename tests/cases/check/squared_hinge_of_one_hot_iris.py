import numpy as np
from keras import Sequential, layers, losses
from sklearn.datasets import load_iris
from sklearn.preprocessing import OneHotEncoder

x, y = load_iris(return_X_y=True)
kinds = OneHotEncoder(sparse_output=False).fit_transform(np.reshape(y, (-1, 1)))
model = Sequential([layers.Dense(16, "relu"), layers.Dense(3, "tanh")])
# expect: hinge-of-each-class
model.compile("sgd", losses.SquaredHinge(), metrics=["categorical_accuracy"])
model.fit(x, kinds)
