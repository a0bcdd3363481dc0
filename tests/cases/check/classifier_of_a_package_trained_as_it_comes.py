# not run: needs keras_hub

import keras_hub
from keras_hub.models import BertTextClassifier

# expect: activation-and-from-logits
shares = BertTextClassifier.from_preset("bert_tiny_en_uncased", num_classes=3, activation="softmax")
shares.fit(["one", "two", "three"], [0, 1, 2])

backbone = keras_hub.models.Backbone.from_preset("resnet_18_imagenet")
yes_or_no = keras_hub.models.ImageClassifier(backbone, num_classes=1, activation="sigmoid")
# expect: one-unit-for-classes
yes_or_no.compile(optimizer="adam")
