"""Golden values: what PyTorch 2.13 computes, for the engine's tests to compare with.

    python engine/src/test/python/golden.py

rewrites engine/src/test/resources/golden/*.json. Run it again only to add cases: the tests read the
files and need no Python. The values are computed in float64 on one thread; all inputs are multiples
of 1/64, which float and double both hold exactly, so both backends see the same numbers.

A file is {"torch": version, "cases": [...]}; a case is
    name        what is special about it
    attributes  the operation's settings, in the engine's words
    inputs      [{"shape", "data"}, ...], in the order of the engine's operation
    output      {"shape", "data"}
    gradOutput  the gradient that is sent into the backward pass
    gradients   of every input that has one, else null
Optimiser cases have weights, one gradient for each step, and the weights after every step.

Where the conventions of the field differ, the case says which is meant:
  * average pooling: countPadding = true is PyTorch's default count_include_pad.
  * max pooling: padding never wins.
  * sgd: PyTorch's momentum (v = mu v + g; w -= lr v), dampening 0; weight decay is added to the
    gradient (L2), not decoupled.
  * adam: epsilon outside of the root, bias correction on.
  * "same" padding: an odd total puts the extra row below and the extra column on the right.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources" / "golden"
ACTIVATIONS = {
    "IDENTITY": lambda x: x,
    "RELU": torch.relu,
    "SIGMOID": torch.sigmoid,
    "TANH": torch.tanh,
}


def numbers(generator, *shape, limit=128):
    """Random multiples of 1/64 in [-limit / 64, limit / 64]."""
    whole = torch.randint(-limit, limit + 1, shape, generator=generator)
    return whole.to(torch.float64) / 64


def packed(tensor):
    data = [float(f"{v:.12g}") for v in tensor.detach().flatten().tolist()]
    return {"shape": list(tensor.shape), "data": data}


def case(name, attributes, inputs, function, differentiable=None):
    """Runs a function forward and backward and writes down everything."""
    generator = torch.Generator().manual_seed(sum(map(ord, name)))
    wanted = differentiable or [True] * len(inputs)
    leaves = [x.clone().requires_grad_(w) for x, w in zip(inputs, wanted)]
    output = function(*leaves)
    grad_output = numbers(generator, *output.shape)
    output.backward(grad_output)
    return {
        "name": name,
        "attributes": attributes,
        "inputs": [packed(x) for x in inputs],
        "output": packed(output),
        "gradOutput": packed(grad_output),
        "gradients": [packed(x.grad) if w else None for x, w in zip(leaves, wanted)],
    }


def write(file, cases):
    text = json.dumps({"torch": torch.__version__.split("+")[0], "cases": cases}, indent=None)
    text = text.replace('{"name"', '\n{"name"')
    (TARGET / f"{file}.json").write_text(text + "\n")


def conv2d():
    g = torch.Generator().manual_seed(1)
    rows = [
        # name, x, w, bias, stride, padding (top, bottom, left, right), dilation, groups, activation
        ("plain", (2, 1, 5, 6), (3, 1, 3, 3), True, (1, 1), (0, 0, 0, 0), (1, 1), 1, "IDENTITY"),
        ("no bias", (1, 2, 4, 4), (2, 2, 2, 2), False, (1, 1), (0, 0, 0, 0), (1, 1), 1, "IDENTITY"),
        ("padding 2, relu", (2, 3, 5, 5), (4, 3, 5, 5), True, (1, 1), (2, 2, 2, 2), (1, 1), 1, "RELU"),
        ("stride 2", (2, 2, 7, 8), (3, 2, 3, 3), True, (2, 2), (0, 0, 0, 0), (1, 1), 1, "IDENTITY"),
        ("stride 3 by 2, padding 1 by 2", (1, 2, 8, 7), (2, 2, 3, 4), True, (3, 2), (1, 1, 2, 2), (1, 1), 1, "TANH"),
        ("dilation 2", (1, 2, 7, 7), (2, 2, 3, 3), True, (1, 1), (1, 1, 1, 1), (2, 2), 1, "IDENTITY"),
        ("dilation 1 by 3, stride 2", (2, 1, 6, 9), (2, 1, 2, 3), True, (2, 2), (0, 0, 1, 1), (1, 3), 1, "SIGMOID"),
        ("2 groups", (2, 4, 5, 5), (6, 2, 3, 3), True, (1, 1), (1, 1, 1, 1), (1, 1), 2, "IDENTITY"),
        ("depthwise", (1, 3, 5, 5), (3, 1, 3, 3), True, (2, 2), (1, 1, 1, 1), (1, 1), 3, "RELU"),
        ("1x1", (2, 3, 3, 4), (5, 3, 1, 1), True, (1, 1), (0, 0, 0, 0), (1, 1), 1, "IDENTITY"),
        ("lopsided padding", (1, 1, 4, 5), (2, 1, 3, 2), True, (1, 1), (0, 2, 1, 0), (1, 1), 1, "IDENTITY"),
        ("kernel as large as the image", (2, 2, 4, 3), (3, 2, 4, 3), True, (1, 1), (0, 0, 0, 0), (1, 1), 1, "TANH"),
    ]
    cases = []
    for name, x, w, bias, stride, pad, dilation, groups, activation in rows:
        inputs = [numbers(g, *x), numbers(g, *w, limit=64)] + ([numbers(g, w[0])] if bias else [])
        top, bottom, left, right = pad

        def run(x, w, b=None):
            padded = F.pad(x, (left, right, top, bottom))
            y = F.conv2d(padded, w, b, stride=stride, dilation=dilation, groups=groups)
            return ACTIVATIONS[activation](y)

        attributes = {
            "stride": stride,
            "padding": pad,
            "dilation": dilation,
            "groups": groups,
            "activation": activation,
        }
        cases.append(case(name, attributes, inputs, run))
    for name, shape, kernel in [("same, odd kernel", (1, 2, 5, 6), 3), ("same, even kernel", (2, 1, 5, 4), 4)]:
        inputs = [numbers(g, *shape), numbers(g, 2, shape[1], kernel, kernel, limit=64), numbers(g, 2)]
        attributes = {"stride": [1, 1], "padding": "same", "dilation": [1, 1], "groups": 1, "activation": "IDENTITY"}
        cases.append(case(name, attributes, inputs, lambda x, w, b: F.conv2d(x, w, b, padding="same")))
    write("conv2d", cases)


def linear():
    g = torch.Generator().manual_seed(2)
    cases = []
    for activation in ACTIVATIONS:
        inputs = [numbers(g, 5, 7), numbers(g, 7, 3), numbers(g, 3)]
        run = lambda x, w, b: ACTIVATIONS[activation](F.linear(x, w.T, b))
        cases.append(case(activation.lower(), {"activation": activation}, inputs, run))
    inputs = [numbers(g, 2, 3, 4), numbers(g, 4, 5)]
    cases.append(case("rank 3, no bias", {"activation": "IDENTITY"}, inputs, lambda x, w: F.linear(x, w.T)))
    write("linear", cases)


POOLS = [
    # name, x, window, stride, padding, ceil mode
    ("2x2", (2, 2, 4, 6), (2, 2), (2, 2), (0, 0), False),
    ("3x3 stride 2, overlapping", (1, 2, 7, 8), (3, 3), (2, 2), (0, 0), False),
    ("padding 1", (2, 1, 5, 6), (3, 3), (2, 2), (1, 1), False),
    ("2x3 stride 1x2, padding 1x1", (1, 2, 5, 6), (2, 3), (1, 2), (1, 1), False),
    ("ceil mode", (1, 2, 7, 5), (2, 2), (2, 2), (0, 0), True),
    ("ceil mode, padding 1", (2, 1, 6, 8), (3, 3), (2, 2), (1, 1), True),
    ("ceil mode, last window would start in the padding", (1, 1, 5, 5), (2, 2), (3, 3), (1, 1), True),
    ("stride larger than the window", (1, 1, 7, 8), (2, 2), (3, 3), (0, 0), True),
]


def pool_attributes(window, stride, pad, ceil):
    return {"window": window, "stride": stride, "padding": pad, "ceil": ceil}


def max_pool():
    g = torch.Generator().manual_seed(3)
    cases = []
    for name, shape, window, stride, pad, ceil in POOLS:
        run = lambda x: F.max_pool2d(x, window, stride, pad, ceil_mode=ceil)
        cases.append(case(name, pool_attributes(window, stride, pad, ceil), [numbers(g, *shape)], run))
    ties = numbers(g, 1, 2, 6, 6, limit=1)
    run = lambda x: F.max_pool2d(x, 3, 3)
    cases.append(case("ties", pool_attributes((3, 3), (3, 3), (0, 0), False), [ties], run))
    write("maxPool2d", cases)


def average_pool():
    g = torch.Generator().manual_seed(4)
    cases = []
    for name, shape, window, stride, pad, ceil in POOLS:
        for count in (True, False):
            run = lambda x: F.avg_pool2d(x, window, stride, pad, ceil_mode=ceil, count_include_pad=count)
            attributes = pool_attributes(window, stride, pad, ceil) | {"countPadding": count}
            label = name + (", padding counts" if count else ", padding does not count")
            cases.append(case(label, attributes, [numbers(g, *shape)], run))
    write("avgPool2d", cases)


def unary():
    g = torch.Generator().manual_seed(5)
    functions = {
        "NEGATE": torch.neg,
        "EXP": torch.exp,
        "LOG": torch.log,
        "SQRT": torch.sqrt,
        "SQUARE": torch.square,
        "ABS": torch.abs,
        "RELU": torch.relu,
        "SIGMOID": torch.sigmoid,
        "TANH": torch.tanh,
    }
    cases = []
    for name, function in functions.items():
        x = numbers(g, 37, limit=512)
        if name in ("LOG", "SQRT"):
            x = x.abs() + 1 / 64
        else:
            x[5] = 0  # where relu and abs have their kink
        cases.append(case(name.lower(), {"function": name}, [x], function))
    write("unary", cases)


def binary():
    g = torch.Generator().manual_seed(6)
    functions = {
        "ADD": torch.add,
        "SUBTRACT": torch.sub,
        "MULTIPLY": torch.mul,
        "DIVIDE": torch.div,
        "MAXIMUM": torch.maximum,
    }
    shapes = [((3, 4), (3, 4)), ((2, 3, 4), (4,)), ((3, 1), (1, 5)), ((2, 3), ()), ((1, 3, 1), (2, 1, 4))]
    cases = []
    for name, function in functions.items():
        for left, right in shapes:
            a, b = numbers(g, *left), numbers(g, *right)
            if name == "DIVIDE":
                b = b.abs() + 0.5
            label = f"{name.lower()} {list(left)} {list(right)}"
            cases.append(case(label, {"function": name}, [a, b], function))
    write("binary", cases)


def softmax():
    g = torch.Generator().manual_seed(7)
    inputs = [
        ("rows", numbers(g, 4, 7, limit=256)),
        ("rank 3", numbers(g, 2, 3, 5)),
        ("large scores", numbers(g, 3, 4) + torch.tensor([1000.0, 0.0, -1000.0, 1000.0], dtype=torch.float64)),
    ]
    write("softmax", [case(name, {}, [x], lambda x: F.softmax(x, -1)) for name, x in inputs])


def cross_entropy():
    g = torch.Generator().manual_seed(8)
    rows = [
        ("five rows", numbers(g, 5, 10, limit=256), [3, 0, 9, 3, 7]),
        ("one row", numbers(g, 1, 3), [2]),
        ("large logits", numbers(g, 3, 4) * 500, [0, 1, 3]),
    ]
    cases = []
    for name, logits, labels in rows:
        inputs = [logits, torch.tensor(labels, dtype=torch.float64)]
        run = lambda x, t: F.cross_entropy(x, t.long())
        cases.append(case(name, {}, inputs, run, [True, False]))
    write("softmaxCrossEntropy", cases)


def mean_squared_error():
    g = torch.Generator().manual_seed(9)
    cases = []
    for name, shape in [("matrix", (4, 3)), ("vector", (7,)), ("images", (2, 1, 3, 3))]:
        cases.append(case(name, {}, [numbers(g, *shape), numbers(g, *shape)], F.mse_loss))
    write("meanSquaredError", cases)


def optimizer(name, attributes, make):
    """Ten steps, with gradients that are the same whatever the weights."""
    g = torch.Generator().manual_seed(10)
    weights = numbers(g, 9)
    gradients = [numbers(g, 9) for _ in range(10)]
    parameter = weights.clone().requires_grad_(True)
    stepper = make([parameter])
    after = []
    for gradient in gradients:
        parameter.grad = gradient.clone()
        stepper.step()
        after.append(packed(parameter))
    return {
        "name": name,
        "attributes": attributes,
        "weights": packed(weights),
        "gradients": [packed(x) for x in gradients],
        "after": after,
    }


def sgd():
    cases = []
    rows = [
        ("plain", 0.1, 0.0, False, 0.0),
        ("weight decay", 0.1, 0.0, False, 0.01),
        ("momentum", 0.05, 0.9, False, 0.0),
        ("nesterov", 0.05, 0.9, True, 0.0),
        ("momentum, weight decay", 0.05, 0.9, False, 0.01),
        ("nesterov, weight decay", 0.05, 0.9, True, 0.01),
    ]
    for name, lr, momentum, nesterov, decay in rows:
        attributes = {"lr": lr, "momentum": momentum, "nesterov": nesterov, "weightDecay": decay}
        make = lambda p: torch.optim.SGD(p, lr=lr, momentum=momentum, nesterov=nesterov, weight_decay=decay)
        cases.append(optimizer(name, attributes, make))
    write("sgd", cases)


def adam():
    cases = []
    for name, lr, betas, eps in [("defaults", 1e-3, (0.9, 0.999), 1e-8), ("other", 0.1, (0.8, 0.95), 1e-3)]:
        attributes = {"lr": lr, "beta1": betas[0], "beta2": betas[1], "epsilon": eps}
        make = lambda p: torch.optim.Adam(p, lr=lr, betas=betas, eps=eps)
        cases.append(optimizer(name, attributes, make))
    write("adam", cases)


def book_example():
    """Back-propagation through a 3x3 image, a 2x2 kernel, a squashing function and a pooling layer."""
    x = torch.arange(1.0, 10.0, dtype=torch.float64).reshape(1, 1, 3, 3)
    w = torch.tensor([[0.1, -0.2], [0.3, 0.4]], dtype=torch.float64).reshape(1, 1, 2, 2)
    b = torch.tensor([0.05], dtype=torch.float64)
    w.requires_grad_(True)
    b.requires_grad_(True)
    z = F.conv2d(x, w, b)
    p = F.max_pool2d(torch.sigmoid(0.1 * z), 2)
    p.sum().backward()
    print("book example: z", z.flatten().tolist(), "p", p.item())
    print("  dw", w.grad.flatten().tolist(), "db", b.grad.tolist())


if __name__ == "__main__":
    torch.set_num_threads(1)
    TARGET.mkdir(parents=True, exist_ok=True)
    for make in (conv2d, linear, max_pool, average_pool, unary, binary, softmax):
        make()
    for make in (cross_entropy, mean_squared_error, sgd, adam, book_example):
        make()
