# expect: nothing
# not run: Keras 2

from keras import backend as K
from keras.layers import Dense, Input, Lambda
from keras.losses import binary_crossentropy
from keras.models import Model

original_dim, latent_dim = 784, 2


def sampling(args):
    z_mean, z_log_var = args
    epsilon = K.random_normal(shape=K.shape(z_mean))
    return z_mean + K.exp(0.5 * z_log_var) * epsilon


inputs = Input(shape=(original_dim,))
x = Dense(64, activation="relu")(inputs)
z_mean = Dense(latent_dim)(x)
z_log_var = Dense(latent_dim)(x)
z = Lambda(sampling, output_shape=(latent_dim,))([z_mean, z_log_var])
x = Dense(64, activation="relu")(z)
outputs = Dense(original_dim, activation="sigmoid")(x)

vae = Model(inputs, outputs, name="vae")
reconstruction = original_dim * binary_crossentropy(inputs, outputs)
divergence = -0.5 * K.sum(1 + z_log_var - K.square(z_mean) - K.exp(z_log_var), axis=-1)
vae.add_loss(K.mean(reconstruction + divergence))
vae.compile(optimizer="adam")
