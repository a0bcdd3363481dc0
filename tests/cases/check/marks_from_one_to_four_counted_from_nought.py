import keras
import numpy as np

marks = np.random.randint(1, 5, size=400)
marks = marks - 1
lessons = np.random.rand(400, 7)
grader = keras.Sequential([keras.Input((7,)), keras.layers.Dense(16, activation="relu")])
grader.add(keras.layers.Dense(4, activation="softmax"))
grader.compile("adam", loss="sparse_categorical_crossentropy")
grader.fit(lessons, marks)
