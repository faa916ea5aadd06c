"""Golden values of recurrent networks: what torch.nn.RNN, LSTM and GRU compute.

    python engine/src/test/python/golden_recurrent.py

writes recurrent.json in the form of golden.py, with these attributes:
    cell           RNN_TANH, RNN_RELU, LSTM, GRU, GRU_BIAS (two biases) or GRU_BEFORE
    layers         one after the other; the first gives its sequence to the second
    bidirectional  both directions in every layer, side by side
    initial        the first states (h, then c) are the last inputs but the lengths
    sequence       the result is every step, else the last state(s)
    lengths        real steps of every sample, or null if all are

Conventions:
  * inputs are x [batch, steps, features], then for every layer and direction w = weight_ih^T, u =
    weight_hh^T, b = bias_ih, with bias_hh = 0 (the engine has one bias, torch two, of which only the
    sum counts); GRU_BIAS has bias_hh as a further input, which lies inside r * (...).
  * gates: LSTM i, f, g, o; GRU r, z, n; h = (1 - z) n + z h.
  * GRU_BEFORE is Cho et al. 2014, n = tanh(W x + U (r h)), which torch has not: written out here.
  * padded steps: torch leaves zeros after a sequence's end; the engine repeats the state there. Only
    real steps of sequence results take part in the gradient, and the test compares only those.
  * the last state of the backward direction is that at the first step, as in torch's h_n.
"""

import torch

from golden import numbers, write

GATES = {"RNN_TANH": 1, "RNN_RELU": 1, "LSTM": 4, "GRU": 3, "GRU_BIAS": 3, "GRU_BEFORE": 3}


def packed(tensor):
    """As golden.packed, with fewer digits: the file is large, the tolerance 1e-5."""
    data = [float(f"{v:.8g}") for v in tensor.detach().flatten().tolist()]
    return {"shape": list(tensor.shape), "data": data}


def module(cell, features, units, bidirectional):
    options = {"batch_first": True, "bidirectional": bidirectional, "dtype": torch.float64}
    if cell.startswith("RNN"):
        return torch.nn.RNN(features, units, nonlinearity=cell[4:].lower(), **options)
    kind = torch.nn.LSTM if cell == "LSTM" else torch.nn.GRU
    return kind(features, units, **options)


def before(x, weights, state):
    """The GRU whose reset gate multiplies the state, step by step."""
    w, u, b = weights[:3]
    n = u.shape[0]
    h = x.new_zeros(x.shape[0], n) if state is None else state
    steps = []
    for t in range(x.shape[1]):
        a = x[:, t] @ w + b
        rz = torch.sigmoid(a[:, : 2 * n] + h @ u[:, : 2 * n])
        r, z = rz[:, :n], rz[:, n:]
        c = torch.tanh(a[:, 2 * n :] + (r * h) @ u[:, 2 * n :])
        h = (1 - z) * c + z * h
        steps.append(h)
    return torch.stack(steps, 1), h


def layer(cell, x, weights, units, bidirectional, states, lengths):
    """One layer: its sequence and its last state h (both directions side by side)."""
    if cell == "GRU_BEFORE":
        return before(x, weights, states[0] if states else None)
    net = module(cell, x.shape[2], units, bidirectional)
    count = 4 if cell == "GRU_BIAS" else 3
    parameters = {}
    for d in range(2 if bidirectional else 1):
        w, u, b = weights[d * count : d * count + 3]
        end = "_l0" + ("_reverse" if d else "")
        parameters["weight_ih" + end] = w.T
        parameters["weight_hh" + end] = u.T
        parameters["bias_ih" + end] = b
        parameters["bias_hh" + end] = weights[3] if cell == "GRU_BIAS" else torch.zeros_like(b)
    arguments = [x]
    if lengths is not None:
        arguments = [torch.nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)]
    if states:
        first = [s.unsqueeze(0) for s in states]
        arguments.append(tuple(first) if cell == "LSTM" else first[0])
    y, last = torch.func.functional_call(net, parameters, tuple(arguments))
    if lengths is not None:
        y, _ = torch.nn.utils.rnn.pad_packed_sequence(y, batch_first=True, total_length=x.shape[1])
    h = last[0] if cell == "LSTM" else last
    return y, torch.cat(list(h), -1)


def case(g, name, cell, shape, units, layers=1, bidirectional=False, initial=False, sequence=True, lengths=None):
    batch, steps, features = shape
    directions = 2 if bidirectional else 1
    inputs = [numbers(g, *shape)]
    width = GATES[cell] * units
    per_layer = (4 if cell == "GRU_BIAS" else 3) * directions
    for k in range(layers):
        size = features if k == 0 else units * directions
        for _ in range(directions):
            inputs += [numbers(g, size, width, limit=48), numbers(g, units, width, limit=48), numbers(g, width, limit=48)]
            if cell == "GRU_BIAS":
                inputs.append(numbers(g, width, limit=48))
    states = (2 if cell == "LSTM" else 1) if initial else 0
    inputs += [numbers(g, batch, units, limit=64) for _ in range(states)]
    leaves = [t.clone().requires_grad_() for t in inputs]
    y = leaves[0]
    for k in range(layers):
        weights = leaves[1 + k * per_layer : 1 + (k + 1) * per_layer]
        first = leaves[len(leaves) - states :] if states else []
        y, last = layer(cell, y, weights, units, bidirectional, first, lengths)
    output = y if sequence else last
    grad = numbers(g, *output.shape)
    if lengths is not None and sequence:
        for i, n in enumerate(lengths):
            grad[i, n:] = 0
    output.backward(grad)
    return {
        "name": name,
        "attributes": {
            "cell": cell,
            "layers": layers,
            "bidirectional": bidirectional,
            "initial": initial,
            "sequence": sequence,
            "lengths": lengths,
        },
        "inputs": [packed(t) for t in inputs],
        "output": packed(output),
        "gradOutput": packed(grad),
        "gradients": [packed(t.grad) for t in leaves],
    }


def main():
    g = torch.Generator().manual_seed(71)
    cases = []
    for cell in GATES:
        cases.append(case(g, f"{cell}, every step", cell, (2, 4, 3), 5))
        cases.append(case(g, f"{cell}, last state from a given one", cell, (2, 4, 2), 3, initial=True, sequence=False))
    for cell in ["RNN_TANH", "LSTM", "GRU"]:
        cases.append(case(g, f"{cell}, two layers", cell, (2, 3, 2), 3, layers=2))
        cases.append(case(g, f"{cell}, both directions", cell, (2, 3, 2), 3, bidirectional=True))
        cases.append(case(g, f"{cell}, both directions, last states", cell, (2, 3, 2), 2, bidirectional=True, sequence=False))
        cases.append(case(g, f"{cell}, padded", cell, (3, 5, 2), 2, lengths=[5, 2, 3]))
        cases.append(case(g, f"{cell}, padded, last state", cell, (3, 4, 2), 3, sequence=False, lengths=[1, 4, 2]))
        cases.append(case(g, f"{cell}, padded, both directions", cell, (3, 4, 2), 2, bidirectional=True, lengths=[3, 4, 1]))
        cases.append(case(g, f"{cell}, padded, both directions, last states", cell, (2, 4, 2), 2, bidirectional=True, sequence=False, lengths=[3, 2]))
    cases.append(case(g, "LSTM, 20 steps", "LSTM", (1, 20, 2), 3, sequence=False))
    write("recurrent", cases)


if __name__ == "__main__":
    main()
