import keras
import numpy as np

frames = np.random.rand(24, 10, 10, 3)
cat_or_dog = np.random.randint(0, 2, size=24)

model = keras.Sequential(
    [
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(1),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=1e-4),
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    # expect: accuracy-on-logits
    metrics=["accuracy"],
)
model.fit(frames, cat_or_dog, epochs=1, verbose=0)
