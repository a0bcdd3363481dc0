# expect: nothing
# not run: needs tensorflow

import tensorflow as tf

flow = tf.keras.preprocessing.image.ImageDataGenerator().flow_from_directory(
    "leaves", target_size=(48, 48), class_mode="sparse", batch_size=8
)

model = tf.keras.Sequential(
    [
        tf.keras.layers.Flatten(input_shape=(48, 48, 3)),
        tf.keras.layers.Dense(flow.num_classes, activation=tf.nn.softmax),
    ]
)
model.compile(tf.keras.optimizers.SGD(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(flow, epochs=1)
