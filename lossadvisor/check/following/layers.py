"""Which layers Keras has, how their arguments are called, and which of them may follow a head."""

from __future__ import annotations

DENSE = ("units", "activation")
STRIDED = ("filters", "kernel_size", "strides", "padding")
CONVOLUTION = (*STRIDED, "data_format", "dilation_rate", "groups", "activation")
WEIGHTED: dict[str, tuple[str, ...]] = {
    "Dense": DENSE,
    "EinsumDense": ("equation", "output_shape", "activation"),
    **dict.fromkeys(("Conv1D", "Conv2D", "Conv3D"), CONVOLUTION),
    **dict.fromkeys(("SeparableConv1D", "SeparableConv2D"), STRIDED),
    **dict.fromkeys(("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"), STRIDED),
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
    "Reshape", "Flatten", "Permute", "RepeatVector", "Cropping1D", "Cropping2D", "Cropping3D",
    "UpSampling1D", "UpSampling2D", "UpSampling3D", "GlobalAveragePooling1D", "GlobalAveragePooling2D",
    "GlobalAveragePooling3D", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "AveragePooling1D",
    "AveragePooling2D", "MaxPooling1D", "MaxPooling2D", "Resizing", "ActivityRegularization", "Masking",
    "Identity",
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
    "Input", "InputLayer", "InputSpec", "Embedding", "LayerNormalization", "GroupNormalization",
    "Normalization", "MultiHeadAttention", "Attention", "AdditiveAttention", "Concatenate", "Add",
    "Average", "Multiply", "Maximum", "Minimum", "Subtract", "Dot", "Merge", "Lambda", "TimeDistributed",
    "Bidirectional", "RNN", "LSTMCell", "GRUCell", "SimpleRNNCell", "StackedRNNCells", "ConvLSTM1D",
    "ConvLSTM2D", "DepthwiseConv1D", "DepthwiseConv2D", "LocallyConnected1D", "LocallyConnected2D",
    "ZeroPadding1D", "ZeroPadding2D", "MaxPooling3D", "AveragePooling3D", "GlobalMaxPooling3D",
    "ThresholdedReLU", "TextVectorization", "RandomFlip", "RandomRotation", "RandomZoom", "RandomCrop",
    "RandomContrast", "RandomTranslation", "CenterCrop", "CategoryEncoding", "Hashing", "Discretization",
    "StringLookup", "IntegerLookup", "MaxoutDense", "Highway", "SpectralNormalization", "Wrapper",
    "DenseFeatures", "Activation", "SeparableConvolution2D", "AtrousConvolution2D", "TFSMLayer",
    "HashedCrossing",
}  # fmt: skip
NOISY = {
    "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "AlphaDropout",
    "GaussianNoise", "GaussianDropout", "BatchNormalization", "UnitNormalization", "Rescaling",
    "LayerNormalization",
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
