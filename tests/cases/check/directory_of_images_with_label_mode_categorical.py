# expect: nothing
# not run: needs tensorflow

import tensorflow as tf

DIRECTORY = "weather/"
options = {"image_size": (96, 96), "batch_size": 32, "validation_split": 0.2, "seed": 3}
train_ds = tf.keras.utils.image_dataset_from_directory(
    DIRECTORY, label_mode="categorical", subset="training", **options
)
val_ds = tf.keras.utils.image_dataset_from_directory(
    DIRECTORY, label_mode="categorical", subset="validation", **options
)
num_classes = len(train_ds.class_names)

base = tf.keras.applications.MobileNetV2(input_shape=(96, 96, 3), include_top=False, weights=None)
base.trainable = False
inputs = tf.keras.Input((96, 96, 3))
x = tf.keras.applications.mobilenet_v2.preprocess_input(inputs)
x = base(x, training=False)
x = tf.keras.layers.GlobalAveragePooling2D()(x)
outputs = tf.keras.layers.Dense(num_classes, activation="softmax")(x)
model = tf.keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(train_ds, validation_data=val_ds, epochs=1)
