# not run: needs tensorflow

import tensorflow as tf

churn = tf.keras.Sequential(
    [tf.keras.layers.Dense(20, activation="relu"), tf.keras.layers.Dense(1, activation="sigmoid")]
)
churn.compile(
    optimizer="adam",
    loss=tf.keras.losses.BinaryCrossentropy(),
    # expect: accuracy-of-exact-hits
    metrics=[tf.keras.metrics.Accuracy()],
)
