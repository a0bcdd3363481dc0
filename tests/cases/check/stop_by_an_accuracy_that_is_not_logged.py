import keras
from keras.callbacks import EarlyStopping, ModelCheckpoint
from sklearn.datasets import load_wine

wine = keras.Sequential([keras.Input((13,)), keras.layers.Dense(3, activation="softmax")])
wine.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
wine.fit(
    *load_wine(return_X_y=True),
    validation_split=0.2,
    callbacks=[
        EarlyStopping(patience=5, restore_best_weights=True),
        # expect: monitor-not-logged
        ModelCheckpoint("best.keras", monitor="val_acc", save_best_only=True, mode="max"),
    ],
)
