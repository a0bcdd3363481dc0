# expect: nothing
# not run: needs torch

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import torch

model = keras.Sequential(
    [keras.Input((20,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(3)]
)
rule = torch.optim.Adam(model.parameters(), lr=1e-3)
criterion = torch.nn.CrossEntropyLoss()
batches = torch.utils.data.DataLoader(
    torch.utils.data.TensorDataset(torch.rand(60, 20), torch.randint(0, 3, (60,)))
)
for inputs, targets in batches:
    logits = model(inputs)
    loss = criterion(logits, targets)
    model.zero_grad()
    loss.backward()
    rule.step()
