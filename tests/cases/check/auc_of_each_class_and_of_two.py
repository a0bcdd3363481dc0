import keras

tumour = keras.Sequential([keras.Input((64,)), keras.layers.Dense(4, activation="softmax")])
tumour.compile(
    "adam", "categorical_crossentropy", metrics=[keras.metrics.AUC(multi_label=True, num_labels=4)]
)
benign = keras.Sequential([keras.Input((64,)), keras.layers.Dense(2, activation="softmax")])
benign.compile("adam", "categorical_crossentropy", metrics=[keras.metrics.AUC()])
tags = keras.Sequential([keras.Input((64,)), keras.layers.Dense(4, activation="sigmoid")])
tags.compile("adam", "binary_crossentropy", metrics=[keras.metrics.AUC(), keras.metrics.Precision()])
