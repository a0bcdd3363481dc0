# not run: needs tensorflow

from tensorflow import keras

net = keras.models.Sequential()
net.add(keras.layers.Conv1D(16, 3, activation="relu", input_shape=(120, 6)))
net.add(keras.layers.GlobalMaxPooling1D())
net.add(keras.layers.Dense(5, activation="softmax"))
net.compile(
    optimizer="adam",
    loss=keras.losses.SparseCategoricalCrossentropy(),
    # expect: metric-of-rows-on-class-numbers
    metrics=["accuracy", keras.metrics.Recall(class_id=2)],
)
