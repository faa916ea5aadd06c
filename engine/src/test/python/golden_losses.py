"""Golden values of losses; see golden.py.

    python engine/src/test/python/golden_losses.py

Conventions: Huber is PyTorch's huber_loss (not smooth_l1); the hinge of two classes is max(0, margin
- t x), written out here since PyTorch has none; the multi-class margin loss is not divided by the
number of classes, as PyTorch's multi_margin_loss is; cross-entropy with class weights divides by the
weights of the labels that count.
"""

import torch
import torch.nn.functional as F

from golden import TARGET, case, numbers, write


def mean_error():
    g = torch.Generator().manual_seed(21)
    cases = []
    for name, shape in [("vector", (9,)), ("matrix", (4, 3)), ("rank 3", (2, 3, 2))]:
        x, t = numbers(g, *shape), numbers(g, *shape)
        signs = (numbers(g, *shape) >= 0).double() * 2 - 1
        shares = numbers(g, *shape, limit=64).abs()
        rows = [
            ("SQUARED", 0, t, F.mse_loss),
            ("ABSOLUTE", 0, t, F.l1_loss),
            ("HUBER", 0.5, t, lambda x, t: F.huber_loss(x, t, delta=0.5)),
            ("HUBER", 2, t, lambda x, t: F.huber_loss(x, t, delta=2)),
            ("BINARY_CROSS_ENTROPY", 0, shares, F.binary_cross_entropy_with_logits),
            ("HINGE", 1, signs, lambda x, t: torch.clamp(1 - t * x, min=0).mean()),
        ]
        for function, parameter, target, run in rows:
            attributes = {"function": function, "parameter": parameter}
            label = f"{function.lower()} {parameter}, {name}"
            cases.append(case(label, attributes, [x, target], run, [True, False]))
    far = numbers(g, 6) * 50
    attributes = {"function": "BINARY_CROSS_ENTROPY", "parameter": 0}
    halves = torch.tensor([0.0, 1, 0.5, 1, 0, 1], dtype=torch.float64)
    run = F.binary_cross_entropy_with_logits
    cases.append(case("far scores", attributes, [far, halves], run, [True, False]))
    write("meanError", cases)


def cross_entropy():
    g = torch.Generator().manual_seed(22)
    cases = []
    rows = [
        ("rank 3", (2, 4, 5), -1, 0.0, False),
        ("rank 4", (2, 2, 3, 3), -1, 0.0, False),
        ("smoothing", (6, 4), -1, 0.1, False),
        ("weights", (6, 4), -1, 0.0, True),
        ("padding", (6, 4), -1, 0.0, False),
        ("label 2 ignored", (8, 4), 2, 0.0, False),
        ("rank 3, padding, weights, smoothing", (3, 4, 5), -1, 0.2, True),
    ]
    for name, shape, ignored, smoothing, weighted in rows:
        x = numbers(g, *shape, limit=256)
        t = torch.randint(0, shape[-1], shape[:-1], generator=g)
        if "padding" in name:
            t.view(-1)[::3] = -1
        w = numbers(g, shape[-1]).abs() + 0.25 if weighted else None

        def run(x, t):
            flat = x.reshape(-1, x.shape[-1])
            return F.cross_entropy(
                flat, t.long().reshape(-1), weight=w, ignore_index=ignored, label_smoothing=smoothing
            )

        attributes = {"ignored": ignored, "smoothing": smoothing, "weights": w.tolist() if weighted else []}
        cases.append(case(name, attributes, [x, t.double()], run, [True, False]))
    write("crossEntropy", cases)


def margin():
    g = torch.Generator().manual_seed(23)
    cases = []
    for name, rows, classes, distance in [("margin 1", 5, 4, 1.0), ("margin 0.3", 7, 3, 0.3)]:
        x = numbers(g, rows, classes)
        t = torch.randint(0, classes, (rows,), generator=g).double()
        run = lambda x, t: F.multi_margin_loss(x, t.long(), margin=distance) * classes
        cases.append(case(name, {"margin": distance}, [x, t], run, [True, False]))
    write("marginLoss", cases)


if __name__ == "__main__":
    torch.set_num_threads(1)
    TARGET.mkdir(parents=True, exist_ok=True)
    for make in (mean_error, cross_entropy, margin):
        make()
