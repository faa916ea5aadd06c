"""Golden values of learning rate schedules from torch.optim.lr_scheduler.

    python golden_schedules.py

A case is the rate of every step. "stepsPerEpoch" says how many steps the epoch has: 1 where torch's
scheduler is stepped once an epoch. exponentialDecay takes k with gamma = e^-k; cosine's floor is
eta_min / lr; warmUp over n steps is LinearLR from 1 / n over n - 1 steps.
"""

import math

import torch
from torch.optim import lr_scheduler as S

from golden import write


def rates(make, lr, count):
    parameter = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([parameter], lr=lr)
    schedule = make(optimizer)
    result = []
    for i in range(count):
        result.append(float(f"{optimizer.param_groups[0]['lr']:.12g}"))
        optimizer.step()
        if i < count - 1:
            schedule.step()
    return result


def case(name, attributes, lr, count, make, per_epoch=1):
    data = rates(make, lr, count)
    attributes = {"base": lr, "stepsPerEpoch": per_epoch} | attributes
    return {"name": name, "attributes": attributes, "rates": {"shape": [count], "data": data}}


def ptb(constant, decay):
    """The factor of the PTB language models: decay ** max(epoch + 1 - constant, 0)."""
    return lambda o: S.LambdaLR(o, lambda i: decay ** max(i + 1 - constant, 0))


def main():
    k = 0.07
    cases = [
        case("stepDecay", {"factor": 0.5, "every": 3}, 0.1, 12, lambda o: S.StepLR(o, 3, 0.5)),
        case("exponentialDecay", {"decay": k}, 0.1, 12, lambda o: S.ExponentialLR(o, math.exp(-k))),
        case("inverseTime", {"decay": 0.5}, 0.1, 12, lambda o: S.LambdaLR(o, lambda t: 1 / (1 + 0.5 * t))),
        case("cosine", {"epochs": 10, "floor": 0.05, "growth": 0}, 0.2, 11,
             lambda o: S.CosineAnnealingLR(o, 10, 0.01)),
        case("cosine", {"epochs": 4, "floor": 0.05, "growth": 1}, 0.2, 14,
             lambda o: S.CosineAnnealingWarmRestarts(o, 4, 1, 0.01)),
        case("cosine", {"epochs": 3, "floor": 0, "growth": 2}, 0.2, 25,
             lambda o: S.CosineAnnealingWarmRestarts(o, 3, 2, 0)),
        case("warmUp", {"steps": 5}, 0.1, 9, lambda o: S.LinearLR(o, 1 / 5, 1, 4), 3),
        case("piecewise", {"epochs": [3, 7], "factors": [0.1, 0.01]}, 0.5, 10,
             lambda o: S.MultiStepLR(o, [3, 7], 0.1)),
        case("oneCycle", {"steps": 40}, 0.1, 40, lambda o: S.OneCycleLR(o, 0.1, 40, cycle_momentum=False), 8),
        case("ptbSchedule", {"constant": 4, "decay": 0.5}, 1.0, 13, ptb(4, 0.5)),
        case("ptbSchedule", {"constant": 6, "decay": 0.8}, 1.0, 39, ptb(6, 0.8)),
        case("ptbSchedule", {"constant": 14, "decay": 1 / 1.15}, 1.0, 55, ptb(14, 1 / 1.15)),
    ]
    write("schedules", cases)


if __name__ == "__main__":
    main()
