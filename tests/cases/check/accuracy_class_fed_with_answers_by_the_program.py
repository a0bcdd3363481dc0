import keras
import numpy as np

churn = keras.Sequential([keras.Input((9,)), keras.layers.Dense(1, activation="sigmoid")])
churn.compile("adam", "binary_crossentropy", metrics=["Accuracy"])
right = keras.metrics.Accuracy()
right.update_state(np.array([0, 1, 1]), (churn.predict(np.zeros((3, 9))) > 0.5).ravel())
print(float(right.result()))
