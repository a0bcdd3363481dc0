import keras
import numpy as np

banknotes = np.random.rand(40, 4)
genuine = 2 * np.random.randint(0, 2, size=40) - 1

inputs = keras.Input(shape=(4,))
margin = keras.layers.Dense(1, kernel_regularizer=keras.regularizers.L2(0.01))(inputs)
svm = keras.Model(inputs, margin)
svm.compile(
    optimizer="sgd",
    loss=keras.losses.SquaredHinge(),
    # expect: accuracy-on-margins
    metrics=[keras.metrics.BinaryAccuracy()],
)
svm.fit(banknotes, genuine, epochs=1, verbose=0)
