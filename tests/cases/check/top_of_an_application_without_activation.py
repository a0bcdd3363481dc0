# not run: needs tensorflow

from tensorflow import keras
from tensorflow.keras.applications import EfficientNetB0, ResNet50, mobilenet_v2

# expect: logits-without-from-logits
flowers = ResNet50(weights=None, classes=5, classifier_activation=None)
flowers.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])

sound = EfficientNetB0(weights=None, classes=5, classifier_activation=None)
sound.compile("adam", loss=keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
usual = mobilenet_v2.MobileNetV2(weights=None, classes=5)
usual.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
base = EfficientNetB0(include_top=False, pooling="avg")
wine = keras.Sequential([base, keras.layers.Dense(1)])
wine.compile("adam", loss="mse")
