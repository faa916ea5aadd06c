"""Golden values of indexing, extremes and free-hand functions: see golden.py, whose format and
numbers these files share.

    python engine/src/test/python/golden_indexing.py

Where the conventions of the field differ, the case says which is meant:
  * indices are whole numbers stored as floats.
  * max and min along an axis send the gradient to one number, PyTorch's max(dim); there are no ties
    in the cases.
  * var and std are unbiased (divided by n - 1), PyTorch's default.
"""

import torch
import torch.nn.functional as F

from golden import TARGET, case, numbers, write


def whole(generator, n, *shape):
    return torch.randint(0, n, shape, generator=generator).to(torch.float64)


def index_select():
    g = torch.Generator().manual_seed(31)
    cases = []
    for name, shape, axis, indices, padding in [
        ("embedding of sequences", (7, 4), 0, (3, 5), -1),
        ("embedding of single words", (6, 3), 0, (4,), -1),
        ("embedding of one word", (6, 3), 0, (), -1),
        ("embedding with padding", (5, 3), 0, (4, 6), 0),
        ("columns", (3, 5), 1, (7,), -1),
        ("a middle axis", (2, 4, 3), 1, (6,), -1),
    ]:
        inputs = [numbers(g, *shape), whole(g, shape[axis], *indices)]
        if axis == 0:
            run = lambda w, i: F.embedding(i.long(), w, padding_idx=padding if padding >= 0 else None)
        else:
            run = lambda x, i: torch.index_select(x, axis, i.long())
        attributes = {"axis": axis, "padding": padding}
        cases.append(case(name, attributes, inputs, run, [True, False]))
    write("indexSelect", cases)


def gather():
    g = torch.Generator().manual_seed(32)
    cases = []
    for name, shape, axis, count in [
        ("one of every row", (5, 4), 1, 1),
        ("several of every column", (4, 3), 0, 6),
        ("a middle axis", (2, 5, 3), 1, 4),
        ("the last axis", (2, 3, 4), -1, 5),
    ]:
        x = numbers(g, *shape)
        size = list(shape)
        size[axis] = count
        inputs = [x, whole(g, shape[axis], *size)]
        run = lambda x, i: torch.gather(x, axis, i.long())
        cases.append(case(name, {"axis": axis}, inputs, run, [True, False]))
    write("gather", cases)


def distinct(generator, *shape):
    n = torch.Size(shape).numel()
    return (torch.randperm(n, generator=generator).to(torch.float64) - n // 2).reshape(shape) / 8


FUNCTIONS = {
    # name: function, shape, whether x must be positive
    "max": (lambda x: x.max(), (3, 4), False),
    "min": (lambda x: x.min(), (3, 4), False),
    "max 0": (lambda x: x.max(0).values, (3, 4), False),
    "max -1": (lambda x: x.max(-1).values, (2, 3, 4), False),
    "max 1": (lambda x: x.max(1).values, (2, 5, 3), False),
    "min 1": (lambda x: x.min(1).values, (2, 5, 3), False),
    "var": (lambda x: x.var(), (3, 4), False),
    "var 1": (lambda x: x.var(1), (2, 5, 3), False),
    "std": (lambda x: x.std(), (7,), False),
    "std 0": (lambda x: x.std(0), (4, 3), False),
    "norm": (lambda x: x.norm(), (3, 4), False),
    "pow 3": (lambda x: x**3, (3, 4), False),
    "pow 2": (lambda x: x**2, (3, 4), False),
    "pow -0.5": (lambda x: x**-0.5, (3, 4), True),
    "pow 2.5": (lambda x: x**2.5, (3, 4), True),
    "clamp": (lambda x: x.clamp(-0.5, 0.25), (3, 5), False),
    "sum 0 2 kept": (lambda x: x.sum((0, 2), keepdim=True), (2, 3, 4), False),
    "mean -1 1": (lambda x: x.mean((-1, 1)), (2, 3, 4), False),
    "mean 1 kept": (lambda x: x.mean(1, keepdim=True), (2, 3, 4), False),
    "squeeze": (lambda x: x.squeeze(1), (2, 1, 3), False),
    "unsqueeze": (lambda x: x.unsqueeze(-1), (2, 3), False),
    "where": (lambda x: torch.where(torch.tensor([True, False, True]), x, x * x), (3,), False),
    "stack": (lambda x: torch.stack([x, x * x], 1), (2, 3), False),
    "split": (lambda x: x.split([1, 3], 1)[1] * 2, (2, 4), False),
    "matmul": (lambda x: torch.matmul(x, x.transpose(-1, -2)), (2, 3, 4), False),
}


def functions():
    g = torch.Generator().manual_seed(33)
    cases = []
    for name, (function, shape, positive) in FUNCTIONS.items():
        x = distinct(g, *shape)
        if positive:
            x = x.abs() + 0.5
        cases.append(case(name, {}, [x], function))
    write("tensorFunctions", cases)


if __name__ == "__main__":
    torch.set_num_threads(1)
    TARGET.mkdir(parents=True, exist_ok=True)
    for make in (index_select, gather, functions):
        make()
