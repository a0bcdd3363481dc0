# expect: nothing
# not run: downloads

import tensorflow as tf

(x_train, y_train), _ = tf.keras.datasets.boston_housing.load_data()

model = tf.keras.Sequential()
model.add(tf.keras.layers.Dense(64, activation="sigmoid", input_shape=(13,)))
model.add(tf.keras.layers.Dense(1, activation="relu"))
model.compile(optimizer=tf.keras.optimizers.Adam(), loss="mse", metrics=["mae", "mse"])
model.fit(x_train, y_train, epochs=1, validation_split=0.2)
