import keras
from keras import layers

photo = keras.Input((48,))
faces = keras.Model(
    photo, [layers.Dense(1, name="age")(photo), layers.Dense(7, activation="softmax", name="mood")(photo)]
)
faces.compile(
    optimizer="adam",
    loss=["mae", "categorical_crossentropy"],
    # expect: loss-weights-and-outputs-differ
    loss_weights=[0.2, 0.5, 0.3],
)
