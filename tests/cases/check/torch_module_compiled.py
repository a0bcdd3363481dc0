# expect: nothing
# not run: needs torch

import torch
from torch import nn

net = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Linear(16, 4))
compiled = torch.compile(net)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters())

x, y = torch.rand(8, 10), torch.randint(0, 4, (8,))
loss = criterion(compiled(x), y)
loss.backward()
optimizer.step()
