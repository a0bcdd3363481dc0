# not run: needs keras_cv

import keras
import keras_cv
import keras_hub
import numpy as np
from keras.applications import ResNet50

boxes = keras_cv.models.RetinaNet.from_preset("resnet50", num_classes=20, bounding_box_format="xywh")
boxes.compile(optimizer="adam", classification_loss="focal", box_loss="smoothl1")
words = keras_hub.models.GemmaCausalLM.from_preset("gemma_2b_en")
words.compile(optimizer="adam", loss="sparse_categorical_crossentropy", sampler="greedy")


class Captioner(keras_hub.models.CausalLM):
    def compile(self, sampler="top_k", **more):
        super().compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), **more)
        self.sampler = sampler


Captioner(backbone=words.backbone).compile(sampler="greedy", optimizer="adam")

# the pictures are flattened inside
birds = ResNet50(weights=None, classes=20)
birds.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
birds.fit(np.random.rand(8, 224, 224, 3), np.random.randint(0, 20, size=(8, 1)), epochs=1)
