"""Golden values of activations beyond the plain ones; see golden.py for the format.

    python engine/src/test/python/golden_activations.py

Conventions: gelu without "approximate" is the exact form with erf; softplus has beta 1, and
PyTorch's switch to the identity above 20 changes it by less than 1e-8; log-softmax is over the last
dimension. The derivative of leaky relu at 0 is alpha, that of elu alpha.
"""

import torch
import torch.nn.functional as F

from golden import case, numbers, write


def curves():
    g = torch.Generator().manual_seed(20)
    rows = [
        ("leaky relu", "LEAKY_RELU", 0.01, lambda x: F.leaky_relu(x)),
        ("leaky relu 0.3", "LEAKY_RELU", 0.3, lambda x: F.leaky_relu(x, 0.3)),
        ("elu", "ELU", 1.0, lambda x: F.elu(x)),
        ("elu 0.5", "ELU", 0.5, lambda x: F.elu(x, 0.5)),
        ("gelu", "GELU", 0.0, lambda x: F.gelu(x)),
        ("gelu, tanh form", "GELU_TANH", 0.0, lambda x: F.gelu(x, approximate="tanh")),
        ("softplus", "SOFTPLUS", 0.0, lambda x: F.softplus(x)),
    ]
    cases = []
    for name, curve, alpha, function in rows:
        x = numbers(g, 61, limit=512)
        x[5] = 0
        x[6] = -30
        x[7] = 30
        cases.append(case(name, {"curve": curve, "alpha": alpha}, [x], function))
        small = numbers(g, 17) / 1024
        cases.append(case(name + ", small", {"curve": curve, "alpha": alpha}, [small], function))
    write("curves", cases)


def log_softmax():
    g = torch.Generator().manual_seed(21)
    large = torch.tensor([1000.0, 0.0, -1000.0, 1000.0], dtype=torch.float64)
    inputs = [
        ("rows", numbers(g, 4, 7, limit=256)),
        ("rank 3", numbers(g, 2, 3, 5)),
        ("large scores", numbers(g, 3, 4) + large),
    ]
    write("logSoftmax", [case(name, {}, [x], lambda x: F.log_softmax(x, -1)) for name, x in inputs])


if __name__ == "__main__":
    torch.set_num_threads(1)
    curves()
    log_softmax()
