"""Golden values of norm pooling, global pooling, one-dimensional layers, unshared and 1x1
convolutions, and the output sizes of convolutions; see golden.py for the format.

    python engine/src/test/python/golden_windows.py

Conventions: PyTorch's lp_pool2d leaves out the absolute value, so odd powers are compared on
positive numbers, and in ceil mode it scales the windows at the border up, so only whole windows are
compared. Causal padding is dilation * (kernel - 1) zeros before the sequence.
"""

import torch
import torch.nn.functional as F

from golden import case, numbers, packed, pool_attributes, write


def lp_pool():
    g = torch.Generator().manual_seed(30)
    rows = [
        ("2x2", (2, 2, 4, 6), (2, 2), (2, 2), 2.0),
        ("3x3 stride 2, overlapping", (1, 2, 7, 8), (3, 3), (2, 2), 2.0),
        ("2x3, power 3, positive", (1, 2, 5, 6), (2, 3), (1, 2), 3.0),
        ("power 4", (1, 1, 4, 4), (2, 2), (2, 2), 4.0),
        ("power 1, positive", (1, 1, 4, 4), (2, 2), (2, 2), 1.0),
    ]
    cases = []
    for name, shape, window, stride, power in rows:
        x = numbers(g, *shape)
        if "positive" in name:
            x = x.abs() + 1 / 64
        run = lambda x: F.lp_pool2d(x, power, window, stride)
        attributes = pool_attributes(window, stride, (0, 0), False) | {"power": power}
        cases.append(case(name, attributes, [x], run))
    x = torch.zeros(1, 1, 2, 4, dtype=torch.float64)
    x[0, 0, 1, 3] = 3
    run = lambda x: F.lp_pool2d(x, 2.0, 2)
    attributes = pool_attributes((2, 2), (2, 2), (0, 0), False) | {"power": 2.0}
    zero = case("a window of zeros", attributes, [x], run)
    write("lpPool2d", cases + [zero])


def layer_case(name, attributes, x, weights, function):
    """A case of a layer: the input and the parameters in the engine's order."""
    return case(name, attributes, [x, *weights], function)


def layers():
    g = torch.Generator().manual_seed(31)
    cases = []
    x = numbers(g, 2, 3, 4, 5)
    cases.append(layer_case("globalAvgPool2d", {}, x, [], lambda x: F.adaptive_avg_pool2d(x, 1).flatten(1)))
    cases.append(layer_case("globalMaxPool2d", {}, x, [], lambda x: F.adaptive_max_pool2d(x, 1).flatten(1)))
    s = numbers(g, 2, 3, 11)
    cases.append(layer_case("maxPool1d", {}, s, [], lambda x: F.max_pool1d(x, 3, 2, 1, ceil_mode=True)))
    cases.append(layer_case("avgPool1d", {}, s, [], lambda x: F.avg_pool1d(x, 3, 2, 1)))

    def weights(*w):
        return [numbers(g, *w, limit=64), numbers(g, w[0])]

    cases.append(layer_case("conv1d", {}, s, weights(4, 3, 3), lambda x, w, b: F.conv1d(x, w, b)))
    run = lambda x, w, b: F.conv1d(x, w, b, stride=2, padding=2, dilation=2)
    cases.append(layer_case("conv1d, strided", {}, s, weights(4, 3, 3), run))
    run = lambda x, w, b: F.conv1d(x, w, b, padding="same")
    cases.append(layer_case("conv1d, same", {}, s, weights(2, 3, 4), run))
    run = lambda x, w, b: F.conv1d(F.pad(x, (4, 0)), w, b, dilation=2)
    cases.append(layer_case("conv1d, causal", {}, s, weights(2, 3, 3), run))
    run = lambda x, w, b: F.conv1d(x, w, b, groups=3)
    cases.append(layer_case("conv1d, groups", {}, s, weights(6, 1, 3), run))

    image = numbers(g, 2, 2, 5, 6)
    w = numbers(g, 3, 2, 3, 2, 3, 3, limit=64)
    b = numbers(g, 3, 3, 3)

    def local(x, w, b):
        # unfold gives [batch, channels * rows * columns, places]
        patches = F.unfold(x, (3, 2), stride=(1, 2)).reshape(2, 1, 12, 9)
        return (patches * w.reshape(1, 3, 12, 9)).sum(2).reshape(2, 3, 3, 3) + b

    cases.append(layer_case("locallyConnected2d", {}, image, [w, b], local))

    rows = numbers(g, 4, 5)
    w, b = numbers(g, 5, 6, limit=64), numbers(g, 6)
    run = lambda x, w, b: (x @ w + b).reshape(4, 3, 2).amax(2)
    cases.append(layer_case("maxout", {}, rows, [w, b], run))
    write("windowLayers", cases)


def sizes():
    """Output sizes of conv2d for size, kernel, padding, stride."""
    table = []
    for n in (5, 7, 28, 32):
        for k in (1, 2, 3, 5):
            for p in (0, 1, 2):
                for s in (1, 2, 3):
                    x, w = torch.zeros(1, 1, n, n), torch.zeros(1, 1, k, k)
                    out = F.conv2d(x, w, padding=p, stride=s).shape[2]
                    table.append([n, k, p, s, out])
    rows = torch.tensor(table, dtype=torch.float64)
    write("convSizes", [{"name": "size, kernel, padding, stride, out", "table": packed(rows)}])


if __name__ == "__main__":
    torch.set_num_threads(1)
    lp_pool()
    layers()
    sizes()
