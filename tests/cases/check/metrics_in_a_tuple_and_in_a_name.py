import keras

WATCHED = ["accuracy"]
wine = keras.Sequential([keras.Input((13,)), keras.layers.Dense(3, activation="softmax")])
wine.compile(loss="categorical_crossentropy", optimizer="sgd", metrics=("accuracy",))
wine.compile(loss="categorical_crossentropy", optimizer="sgd", metrics=WATCHED)
