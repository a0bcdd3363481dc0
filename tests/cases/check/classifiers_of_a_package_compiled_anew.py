# not run: needs keras_hub

import keras
import keras_hub
from keras_hub.models import BertTextClassifier

logits = BertTextClassifier.from_preset("bert_tiny_en_uncased", num_classes=3)
logits.fit(["one", "two", "three"], [0, 1, 2])

shares = BertTextClassifier.from_preset("bert_tiny_en_uncased", num_classes=3, activation="softmax")
shares.compile(optimizer=keras.optimizers.Adam(5e-5))
shares.fit(["one", "two", "three"], [0, 1, 2])
shares.compile(loss="auto", metrics="auto")
shares.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

bare = BertTextClassifier.from_preset(
    "bert_tiny_en_uncased", num_classes=3, activation="softmax", compile=False
)
bare.compile("adam", loss=keras.losses.SparseCategoricalCrossentropy())
never_trained = keras_hub.models.ImageClassifier.from_preset("vgg_16_imagenet", activation="softmax")
print(never_trained.predict(bare.predict(["four"])))
