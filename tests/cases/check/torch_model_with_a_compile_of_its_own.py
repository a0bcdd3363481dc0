# not run: needs torch

"""The compile() of another framework is not that of Keras, whatever it is given."""

import torch.nn as nn
import torch.optim as optim


class Trainer:
    def compile(self, loss, optimizer, metrics=None):
        self.loss, self.optimizer, self.metrics = loss, optimizer, metrics


class Classifier(Trainer, nn.Module):
    def __init__(self):
        super().__init__()
        self.dense = nn.Linear(768, 2)

    def forward(self, x):
        return self.dense(x)


model = Classifier().to("cpu")
model.compile(
    loss=nn.CrossEntropyLoss(), optimizer=optim.Adam(model.parameters(), lr=2e-5), metrics=["accuracy"]
)
