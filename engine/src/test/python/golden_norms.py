"""Golden values of normalisation: see golden.py, whose format and numbers these files share.

    python engine/src/test/python/golden_norms.py

Where the conventions of the field differ, the case says which is meant:
  * batchNorm: momentum is PyTorch's (the share of the batch), the running variance moves towards the
    unbiased variance of the batch; a case's "after" holds running mean and variance after the pass.
  * localResponseNorm: alpha multiplies the sum of squares (Krizhevsky); PyTorch's multiplies the mean
    over n, so PyTorch is asked with n times alpha.
"""

import torch
import torch.nn.functional as F

from golden import TARGET, case, numbers, packed, write


def batch_norm():
    g = torch.Generator().manual_seed(21)
    rows = [
        # name, x, scale, shift, training, momentum, epsilon
        ("features, training", (5, 3), True, True, True, 0.1, 1e-5),
        ("steps, training", (3, 2, 4), True, True, True, 0.3, 1e-5),
        ("images, training", (2, 3, 3, 4), True, True, True, 0.1, 1e-5),
        ("images without scale, training", (2, 3, 2, 5), False, True, True, 0.1, 1e-3),
        ("images without shift, training", (2, 2, 3, 3), True, False, True, 1.0, 1e-5),
        ("one image, training", (1, 3, 3, 3), True, True, True, 0.1, 1e-5),
        ("features, inference", (4, 3), True, True, False, 0.1, 1e-5),
        ("images, inference", (2, 3, 3, 4), True, True, False, 0.1, 1e-5),
        ("neither scale nor shift, inference", (2, 2, 3, 3), False, False, False, 0.1, 1e-2),
    ]
    cases = []
    for name, shape, scale, shift, training, momentum, epsilon in rows:
        channels = shape[1]
        mean, variance = numbers(g, channels), numbers(g, channels).abs() + 0.5
        inputs = [numbers(g, *shape)] + [numbers(g, channels) for wanted in (scale, shift) if wanted]
        differentiable = [True] * len(inputs) + [False, False]
        after = []

        def run(x, *rest):
            gamma = rest[0] if scale else None
            beta = rest[1 if scale else 0] if shift else None
            running = [rest[-2].clone(), rest[-1].clone()]
            y = F.batch_norm(x, *running, gamma, beta, training, momentum, epsilon)
            after.extend(running)
            return y

        attributes = {
            "training": training,
            "momentum": momentum,
            "epsilon": epsilon,
            "scale": scale,
            "shift": shift,
        }
        made = case(name, attributes, inputs + [mean, variance], run, differentiable)
        cases.append(made | {"after": [packed(x) for x in after]})
    write("batchNorm", cases)


def layer_norm():
    g = torch.Generator().manual_seed(22)
    rows = [
        # name, x, axes, scale, shift, epsilon
        ("rows", (4, 7), 1, True, True, 1e-5),
        ("sequences", (2, 3, 5), 1, True, True, 1e-5),
        ("images", (2, 2, 3, 4), 3, True, True, 1e-5),
        ("two axes without shift", (2, 3, 4), 2, True, False, 1e-3),
        ("without scale", (3, 6), 1, False, True, 1e-5),
        ("neither", (3, 4), 1, False, False, 1e-5),
    ]
    cases = []
    for name, shape, axes, scale, shift, epsilon in rows:
        part = shape[len(shape) - axes :]
        inputs = [numbers(g, *shape)] + [numbers(g, *part) for wanted in (scale, shift) if wanted]

        def run(x, *rest):
            gamma = rest[0] if scale else None
            beta = rest[1 if scale else 0] if shift else None
            return F.layer_norm(x, part, gamma, beta, epsilon)

        attributes = {"axes": axes, "epsilon": epsilon, "scale": scale, "shift": shift}
        cases.append(case(name, attributes, inputs, run))
    write("layerNorm", cases)


def response_norm():
    g = torch.Generator().manual_seed(23)
    rows = [
        # name, x, n, k, alpha, beta
        ("AlexNet's numbers", (2, 7, 3, 3), 5, 2.0, 1e-4, 0.75),
        ("strong", (2, 6, 2, 3), 3, 1.0, 0.5, 0.75),
        ("an even window", (1, 5, 2, 2), 4, 1.5, 0.25, 0.6),
        ("a window wider than the channels", (1, 3, 2, 2), 9, 1.0, 0.125, 1.0),
        ("one channel", (2, 3, 4), 1, 1.0, 1.0, 0.5),
    ]
    cases = []
    for name, shape, n, k, alpha, beta in rows:
        run = lambda x: F.local_response_norm(x, n, alpha=n * alpha, beta=beta, k=k)
        attributes = {"n": n, "k": k, "alpha": alpha, "beta": beta}
        cases.append(case(name, attributes, [numbers(g, *shape)], run))
    write("localResponseNorm", cases)


if __name__ == "__main__":
    torch.set_num_threads(1)
    TARGET.mkdir(parents=True, exist_ok=True)
    for make in (batch_norm, layer_norm, response_norm):
        make()
