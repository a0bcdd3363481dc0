# expect: nothing

import keras
import numpy as np
from keras import ops


def wasserstein_loss(y_true, y_pred):
    return ops.mean(y_true * y_pred)


critic = keras.Sequential()
critic.add(keras.layers.Dense(16))
critic.add(keras.layers.LeakyReLU(negative_slope=0.2))
critic.add(keras.layers.Dense(1))
critic.compile(loss=wasserstein_loss, optimizer=keras.optimizers.RMSprop(5e-5))
critic.train_on_batch(np.random.rand(8, 10), -np.ones((8, 1)))
