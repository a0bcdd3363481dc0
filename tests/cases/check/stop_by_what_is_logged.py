import sys

import keras
import numpy as np
from keras.callbacks import EarlyStopping, ModelCheckpoint, ReduceLROnPlateau

x, y = np.ones((40, 3)), np.eye(4)[np.arange(40) % 4]
kinds = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="softmax")])
kinds.compile(
    "adam",
    "categorical_crossentropy",
    metrics=["acc", keras.metrics.Recall(class_id=2), keras.metrics.AUC(multi_label=True, name="area")],
)
watchers = [
    EarlyStopping("val_acc", mode="max"),
    EarlyStopping(monitor="val_recall_3", mode="max"),
    EarlyStopping(monitor="area", mode="max"),
    ReduceLROnPlateau(monitor="loss", factor=0.5),
    ModelCheckpoint("every.keras", monitor="val_accuracy"),
    EarlyStopping(monitor=sys.argv[1]),
]
kinds.fit(x, y, validation_data=(x, y), callbacks=watchers)
more = dict(zip(["validation_split"], [0.3], strict=True))
kinds.fit(x, y, callbacks=[EarlyStopping()], **more)
