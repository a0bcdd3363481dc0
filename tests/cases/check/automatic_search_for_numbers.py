# not run: needs autokeras

import autokeras as ak

inputs = ak.StructuredDataInput()
outputs = ak.RegressionHead(loss="mse", metrics=["mae"])(ak.DenseBlock()(inputs))
search = ak.AutoModel(inputs, outputs, max_trials=3)
kinds = ak.ClassificationHead(num_classes=7, metrics=["accuracy"])(ak.DenseBlock()(inputs))
other = ak.AutoModel(inputs, kinds, max_trials=3)
