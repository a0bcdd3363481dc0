import keras
from sklearn.datasets import load_breast_cancer

cells, harmless = load_breast_cancer(return_X_y=True)
lump = keras.Sequential([keras.Input((30,)), keras.layers.Dense(1, activation="sigmoid")])
lump.compile(
    "adam",
    "binary_crossentropy",
    # expect: metric-takes-only-rows
    metrics=[keras.metrics.F1Score(threshold=0.5)],
)
lump.fit(cells, harmless)
