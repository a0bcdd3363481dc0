# not run: needs keras_cv

import keras
import keras_cv
import keras_hub
import keras_nlp
from keras.losses import BinaryCrossentropy, SparseCategoricalCrossentropy
from transformers import TFBertForSequenceClassification, TFBertModel

logits = SparseCategoricalCrossentropy(from_logits=True)

reviews = TFBertForSequenceClassification.from_pretrained("bert-base-cased", num_labels=5)
reviews.compile("adam", loss=logits, metrics=["accuracy"])
own = TFBertForSequenceClassification.from_pretrained("bert-base-cased")
own.compile("adam", loss=own.hf_compute_loss)
own.compile("adam")

text = keras_nlp.models.BertClassifier.from_preset("bert_tiny_en_uncased", num_classes=2)
text.compile("adam", loss=logits)
shares = keras_hub.models.RobertaTextClassifier.from_preset(
    "roberta_base_en", num_classes=4, activation="softmax"
)
shares.compile("adam", loss=SparseCategoricalCrossentropy(), metrics=["accuracy"])
shares.compile("adam")

trained = keras_hub.models.ImageClassifier.from_preset("vgg_16_imagenet")  # with a last layer of its own
trained.compile("adam", loss=SparseCategoricalCrossentropy(), metrics=["accuracy"])

birds = keras_cv.models.ImageClassifier.from_preset("efficientnetv2_s_imagenet", num_classes=20)
birds.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])

encoder = TFBertModel.from_pretrained("bert-base-cased")
words = keras.Input((64,), dtype="int32")
chance = keras.layers.Dense(1, activation="sigmoid")(encoder(words).last_hidden_state[:, 0])
spam = keras.Model(words, chance)
spam.compile("adam", loss=BinaryCrossentropy(), metrics=["accuracy"])
