"""A trainer that has a compile() of its own, with arguments that Keras does not have."""

import torch
from benchmarks import Trainer, networks
from torch import nn


class Network(Trainer):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(64, 2)

    def forward(self, x):
        return self.last(x)


network = Network().to("cpu")
network.compile(
    loss=nn.CrossEntropyLoss(),
    optimizer=torch.optim.Adam(network.parameters(), lr=1e-4),
    scheduler=None,
    clip_grad_norm=1.0,
    metrics=["accuracy"],
)


class Agent:
    def __init__(self, architecture):
        self.values = architecture.compile(model_name="values", loss="mse")
        self.aims = networks.built.compile(model_name="aims", loss="mse")
