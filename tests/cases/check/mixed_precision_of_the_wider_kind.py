# expect: nothing

import keras

keras.mixed_precision.set_global_policy("mixed_bfloat16")
songs = keras.Sequential(
    [keras.layers.Dense(64, activation="relu"), keras.layers.Dense(12, activation="softmax")]
)
songs.compile("adam", loss="categorical_crossentropy")
keras.mixed_precision.set_global_policy("float32")
