"""Golden values of attention layers: torch's scaled_dot_product_attention, others written out.

    python engine/src/test/python/golden_attention.py

writes attention.json in the form of golden.py, with these attributes:
    score    DOT, SCALED, GENERAL or ADDITIVE
    lengths  real steps of the keys of every sample, or null if all are

Inputs are queries [batch, steps, q], keys [batch, steps2, k], values [batch, steps2, v], then the
parameters: GENERAL weight [q, k]; ADDITIVE query [q, units], key [k, units], score [units, 1].

Conventions:
  * DOT and SCALED are F.scaled_dot_product_attention with scale 1 and 1 / sqrt(k).
  * GENERAL and ADDITIVE (Luong 2015, Bahdanau 2015), which torch has not, are written out here with
    torch operations; there are no biases.
  * padded keys are masked with a score of -infinity; every sample has a real step, since torch gives
    NaN without one (the engine 0).
"""

import math

import torch
import torch.nn.functional as F

from golden import case, numbers, write


def attention(score, lengths, steps):
    mask = None
    if lengths is not None:
        mask = (torch.arange(steps)[None, :] < torch.tensor(lengths)[:, None])[:, None, :]

    def dots(q, k, v):
        scale = 1.0 if score == "DOT" else 1 / math.sqrt(k.shape[-1])
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask, scale=scale)

    def finish(scores, v):
        if mask is not None:
            scores = scores.masked_fill(~mask, -math.inf)
        return torch.softmax(scores, -1) @ v

    def general(q, k, v, w):
        return finish((q @ w) @ k.transpose(1, 2), v)

    def additive(q, k, v, wq, wk, s):
        hidden = torch.tanh((q @ wq)[:, :, None, :] + (k @ wk)[:, None, :, :])
        return finish((hidden @ s)[..., 0], v)

    return {"GENERAL": general, "ADDITIVE": additive}.get(score, dots)


def main():
    g = torch.Generator().manual_seed(91)
    cases = []
    for score in ["DOT", "SCALED", "GENERAL", "ADDITIVE"]:
        for lengths in [None, [4, 1, 3]]:
            k = 5 if score in ("GENERAL", "ADDITIVE") else 3
            inputs = [numbers(g, 3, 2, 3), numbers(g, 3, 4, k), numbers(g, 3, 4, 2)]
            if score == "GENERAL":
                inputs.append(numbers(g, 3, k, limit=48))
            if score == "ADDITIVE":
                inputs += [numbers(g, 3, 6, limit=48), numbers(g, k, 6, limit=48), numbers(g, 6, 1)]
            name = score.lower() + (", padded" if lengths else "")
            attributes = {"score": score, "lengths": lengths}
            cases.append(case(name, attributes, inputs, attention(score, lengths, 4)))
    write("attention", cases)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
