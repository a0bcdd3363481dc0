# not run: needs keras_cv

import keras
import keras_cv
import keras_hub
from transformers import TFAutoModelForSequenceClassification

backbone = keras_hub.models.Backbone.from_preset("resnet_18_imagenet")
# expect: logits-without-from-logits
reviews = TFAutoModelForSequenceClassification.from_pretrained("distilbert-base-uncased", num_labels=3)
reviews.compile("adam", loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])

birds = keras_cv.models.ImageClassifier.from_preset("efficientnetv2_s_imagenet", num_classes=20)
# expect: activation-and-from-logits
birds.compile("adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))

tags = keras_hub.models.ImageClassifier(backbone, num_classes=6, activation="softmax")
# expect: softmax-with-binary-crossentropy
tags.compile("adam", loss="binary_crossentropy")
