"""Golden values of whole training runs from torch, in double precision.

    python golden_training.py

The first weights, the samples and their order are given, so that every step can be compared: the
losses of 3 epochs of Adam in batches of 7 (the last of an epoch is smaller) and the weights they
end with. Conventions that differ elsewhere: dense weights are [in, out] here, [out, in] in torch.
"""

import torch
import torch.nn.functional as F
from torch import nn

from golden import numbers, packed, write

EPOCHS, BATCH, SAMPLES = 3, 7, 24


def networks():
    return {
        "dense layers": nn.Sequential(nn.Flatten(), nn.Linear(64, 6), nn.ReLU(), nn.Linear(6, 4)),
        "a convolution": nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                                       nn.Linear(18, 4)),
        "averages and tanh": nn.Sequential(nn.Conv2d(1, 2, 3), nn.Tanh(), nn.AvgPool2d(2),
                                           nn.Conv2d(2, 5, 3), nn.Tanh(), nn.Flatten(),
                                           nn.Linear(5, 4)),
    }


def turned(parameter):
    return packed(parameter.T if parameter.ndim == 2 else parameter)


def run(name, net, x, y):
    g = torch.Generator().manual_seed(sum(map(ord, name)))
    net = net.double()
    for parameter in net.parameters():
        parameter.data = numbers(g, *parameter.shape, limit=32)
    first = [turned(p) for p in net.parameters()]
    adam = torch.optim.Adam(net.parameters(), lr=0.01)
    losses = []
    for _ in range(EPOCHS):
        for start in range(0, SAMPLES, BATCH):
            adam.zero_grad()
            loss = F.cross_entropy(net(x[start:start + BATCH]), y[start:start + BATCH])
            loss.backward()
            adam.step()
            losses.append(loss.item())
    print(name, losses[0], losses[-1])
    return {"name": name, "attributes": {"epochs": EPOCHS, "batch": BATCH, "rate": 0.01},
            "x": packed(x), "y": packed(y.double()), "first": first,
            "losses": packed(torch.tensor(losses, dtype=torch.float64)),
            "last": [turned(p) for p in net.parameters()]}


if __name__ == "__main__":
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(21)
    labels = torch.arange(SAMPLES) % 4
    images = numbers(generator, SAMPLES, 1, 8, 8, limit=16)
    for i in range(SAMPLES):
        row, column = 4 * (labels[i] // 2), 4 * (labels[i] % 2)
        images[i, 0, row:row + 4, column:column + 4] += 0.5
    write("training", [run(name, net, images, labels) for name, net in networks().items()])
