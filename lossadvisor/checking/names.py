"""What the names of Keras stand for in a program, however it was imported, and how its layers are called."""

from __future__ import annotations

import re

from .values import Symbol

ROOT = re.compile(
    r"^(?:tensorflow(?:\.compat\.v[12])?(?:\.(?:contrib|python))?\.keras(?:\.python\.keras)?"
    r"|tf_keras|keras_core|keras\.src|keras\.api(?:\._v[12])?)(?=\.|$)"
)
OF_TENSORFLOW = re.compile(r"^tensorflow(?:\.compat\.v[12])?\.(losses|metrics|optimizers)(?=\.|$)")

# where a name that nothing defines is taken to come from: `from … import *`, or a program cut short
USUAL = {
    "keras": "keras",
    "tf": "tensorflow",
    "np": "numpy",
    "pd": "pandas",
    "layers": "keras.layers",
    "models": "keras.models",
    "losses": "keras.losses",
    "metrics": "keras.metrics",
    "optimizers": "keras.optimizers",
    "activations": "keras.activations",
    "K": "keras.backend",
    "np_utils": "keras.utils",
    "to_categorical": "keras.utils.to_categorical",
}

DENSE = ("units", "activation")
CONVOLUTION = ("filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "groups", "activation")
WEIGHTED: dict[str, tuple[str, ...]] = {
    "Dense": DENSE,
    "EinsumDense": ("equation", "output_shape", "activation"),
    **dict.fromkeys(("Conv1D", "Conv2D", "Conv3D"), CONVOLUTION),
    **dict.fromkeys(("SeparableConv1D", "SeparableConv2D"), ("filters", "kernel_size", "strides", "padding")),
    **dict.fromkeys(
        ("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"), ("filters", "kernel_size", "strides", "padding")
    ),
    **dict.fromkeys(("LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU"), DENSE),
}
RECURRENT = {"LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU"}
OLD_LAYERS = {
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "Deconvolution2D": "Conv2DTranspose",
    "TimeDistributedDense": "Dense",
    "MaxPool1D": "MaxPooling1D",
    "MaxPool2D": "MaxPooling2D",
    "GlobalAvgPool1D": "GlobalAveragePooling1D",
    "GlobalAvgPool2D": "GlobalAveragePooling2D",
    "BatchNorm": "BatchNormalization",
}
OLD_ARGUMENTS = {"output_dim": "units", "nb_filter": "filters", "p": "rate"}

# what changes nothing but the shape, or averages: numbers stay in the space they were in
TRANSPARENT = {
    "Reshape", "Flatten", "Permute", "RepeatVector", "Cropping1D", "Cropping2D", "Cropping3D", "UpSampling1D",
    "UpSampling2D", "UpSampling3D", "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling3D",
    "GlobalMaxPooling1D", "GlobalMaxPooling2D", "AveragePooling1D", "AveragePooling2D", "MaxPooling1D",
    "MaxPooling2D", "Resizing", "ActivityRegularization", "Masking", "Identity",
}  # fmt: skip
RESHAPING = {"Reshape", "Flatten", "Permute", "Squeeze"}
ACTIVATION_LAYERS = {
    "Softmax": "softmax",
    "ReLU": "relu",
    "LeakyReLU": "leaky_relu",
    "PReLU": "leaky_relu",
    "ELU": "elu",
}
# the rest of the layers, whose output nothing is known about
OTHER_LAYERS = {
    "Input", "InputLayer", "InputSpec", "Embedding", "LayerNormalization", "GroupNormalization", "Normalization",
    "MultiHeadAttention", "Attention", "AdditiveAttention", "Concatenate", "Add", "Average", "Multiply", "Maximum",
    "Minimum", "Subtract", "Dot", "Merge", "Lambda", "TimeDistributed", "Bidirectional", "RNN", "LSTMCell",
    "GRUCell", "SimpleRNNCell", "StackedRNNCells", "ConvLSTM1D", "ConvLSTM2D", "DepthwiseConv1D",
    "DepthwiseConv2D", "LocallyConnected1D", "LocallyConnected2D", "ZeroPadding1D", "ZeroPadding2D",
    "MaxPooling3D", "AveragePooling3D", "GlobalMaxPooling3D", "ThresholdedReLU", "TextVectorization",
    "RandomFlip", "RandomRotation", "RandomZoom", "RandomCrop", "RandomContrast", "RandomTranslation",
    "CenterCrop", "CategoryEncoding", "Hashing", "Discretization", "StringLookup", "IntegerLookup",
    "MaxoutDense", "Highway", "SpectralNormalization", "Wrapper", "DenseFeatures", "Activation",
    "SeparableConvolution2D", "AtrousConvolution2D", "TFSMLayer", "HashedCrossing",
}  # fmt: skip
NOISY = {
    "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "AlphaDropout", "GaussianNoise",
    "GaussianDropout", "BatchNormalization", "UnitNormalization", "Rescaling", "LayerNormalization",
}  # fmt: skip
LAYERS = {
    *WEIGHTED, *OLD_LAYERS, *TRANSPARENT, *ACTIVATION_LAYERS, *OTHER_LAYERS, *NOISY,
}  # fmt: skip
MODELS = {"Sequential", "Model", "Functional"}
MERGING = {
    name.lower(): name
    for name in ("Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract")
}
POSITIONS: dict[str, tuple[str, ...]] = {
    **WEIGHTED,
    "Activation": ("activation",),
    "TimeDistributed": ("layer",),
    "Bidirectional": ("layer",),
    "Lambda": ("function",),
    "Dropout": ("rate",),
    "Reshape": ("target_shape",),
    "Softmax": ("axis",),
    "Rescaling": ("scale",),
}
USUAL |= {name: f"keras.layers.{name}" for name in LAYERS - {"Add", "Average", "Dot", "Minimum", "Maximum", "Merge"}}
BUILTINS = (
    "super len list tuple reversed sorted set dict int float str bool range enumerate zip round max min getattr"
)
USUAL |= {name: f"builtins.{name}" for name in BUILTINS.split()}
USUAL |= {name: f"keras.models.{name}" for name in MODELS}

# signs that a program was written for Keras 2: these modules and functions are gone
KERAS_2 = re.compile(
    r"np_utils|keras\.layers\.(?:core|convolutional|recurrent|merge|normalization|embeddings|advanced_activations"
    r"|wrappers|pooling)\b|nb_epoch|fit_generator|predict_classes|predict_generator|tf_keras|CuDNN|keras\.wrappers"
    r"|tensorflow\.contrib|Convolution[123]D|ImageDataGenerator|scikit_learn|history\[.(?:val_)?acc.\]|steps_per_epoch"
    r"|\blr=|tf\.compat\.v1|tf\.Session|keras\.backend\.tensorflow_backend|output_dim=|samples_per_epoch|print '"
)


def symbol(path: str) -> Symbol:
    """`path` under the one name that the checker knows it by."""
    path = ROOT.sub("keras", path, count=1)
    path = OF_TENSORFLOW.sub(r"keras.\1", path, count=1)
    if path == "keras.keras":
        path = "keras"
    return Symbol(path)


def usual(name: str) -> Symbol | None:
    """What a name that nothing in the program defines stands for."""
    path = USUAL.get(name)
    return Symbol(path) if path else None


def is_keras(path: str) -> bool:
    return path.startswith("keras.") or path == "keras"
