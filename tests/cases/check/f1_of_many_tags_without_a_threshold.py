import keras
import numpy as np
from sklearn.datasets import make_multilabel_classification

texts, tags = make_multilabel_classification(n_samples=40, n_features=8, n_classes=5)

inputs = keras.Input((8,))
outputs = keras.layers.Dense(5, activation="sigmoid")(inputs)
tagger = keras.Model(inputs, outputs)
# expect: f1-without-threshold
tagger.compile(optimizer="adam", loss="binary_crossentropy", metrics=[keras.metrics.F1Score(average="micro")])
tagger.fit(texts, tags.astype(np.float32), epochs=1, verbose=0)
