"""Golden values of optimizers from torch.optim, in double precision.

    python golden_optimizers.py

Every case is ten steps with gradients that do not depend on the weights (see golden.optimizer).
Conventions that differ elsewhere:
  * rmsProp: epsilon outside of the root (Keras: inside).
  * adaGrad: no decay of the rate; the accumulator starts at the given number.
  * adamW: w *= 1 - lr * decay before the step.
  * amsgrad: the largest second moment is kept before its bias correction, as torch does.
  * lbfgs: line searches differ in their trial steps, so only where the search ends is compared:
    the regularised logistic regression of the file, with torch's strong Wolfe search.
"""

import torch

from golden import numbers, optimizer, packed, write


def optimizers():
    rows = [
        ("adaGrad", {"lr": 0.1, "epsilon": 1e-10, "accumulator": 0.0},
         lambda p, a: torch.optim.Adagrad(p, lr=a["lr"], eps=a["epsilon"])),
        ("adaGrad, accumulator", {"lr": 0.2, "epsilon": 1e-4, "accumulator": 0.5},
         lambda p, a: torch.optim.Adagrad(p, lr=a["lr"], eps=a["epsilon"],
                                          initial_accumulator_value=a["accumulator"])),
        ("rmsProp", {"lr": 0.01, "rho": 0.99, "epsilon": 1e-8, "momentum": 0.0, "centered": False}, rms),
        ("rmsProp, rho 0.9", {"lr": 0.05, "rho": 0.9, "epsilon": 1e-2, "momentum": 0.0, "centered": False}, rms),
        ("rmsProp, momentum", {"lr": 0.01, "rho": 0.9, "epsilon": 1e-8, "momentum": 0.9, "centered": False}, rms),
        ("rmsProp, centered", {"lr": 0.01, "rho": 0.9, "epsilon": 1e-8, "momentum": 0.0, "centered": True}, rms),
        ("rmsProp, centered, momentum",
         {"lr": 0.01, "rho": 0.95, "epsilon": 1e-8, "momentum": 0.5, "centered": True}, rms),
        ("adadelta", {"lr": 1.0, "rho": 0.9, "epsilon": 1e-6},
         lambda p, a: torch.optim.Adadelta(p, lr=a["lr"], rho=a["rho"], eps=a["epsilon"])),
        ("adamW", adam_settings(1e-3, 0.9, 0.999, 1e-8, 1e-2), adam_w),
        ("adamW, other", adam_settings(0.1, 0.8, 0.95, 1e-3, 0.5), adam_w),
        ("amsgrad", adam_settings(0.1, 0.5, 0.6, 1e-8, 0.0),
         lambda p, a: torch.optim.Adam(p, lr=a["lr"], betas=(a["beta1"], a["beta2"]), eps=a["epsilon"],
                                       amsgrad=True)),
    ]
    write("optimizers", [optimizer(name, a, lambda p: make(p, a)) for name, a, make in rows])


def adam_settings(lr, beta1, beta2, epsilon, decay):
    return {"lr": lr, "beta1": beta1, "beta2": beta2, "epsilon": epsilon, "weightDecay": decay}


def adam_w(p, a):
    return torch.optim.AdamW(p, lr=a["lr"], betas=(a["beta1"], a["beta2"]), eps=a["epsilon"],
                             weight_decay=a["weightDecay"])


def rms(p, a):
    return torch.optim.RMSprop(p, lr=a["lr"], alpha=a["rho"], eps=a["epsilon"], momentum=a["momentum"],
                               centered=a["centered"])


def lbfgs():
    """Minima of mean ln(1 + e^(-y x.w)) + decay / 2 |w|^2."""
    g = torch.Generator().manual_seed(11)
    cases = []
    for name, rows, columns, decay in [("logistic regression", 20, 5, 0.01), ("wide", 12, 15, 0.1)]:
        x = numbers(g, rows, columns)
        y = (torch.rand(rows, generator=g, dtype=torch.float64) > 0.5) * 2.0 - 1
        w = torch.zeros(columns, dtype=torch.float64, requires_grad=True)
        stepper = torch.optim.LBFGS([w], max_iter=500, tolerance_grad=1e-12, tolerance_change=1e-16,
                                    history_size=10, line_search_fn="strong_wolfe")

        def loss():
            return torch.nn.functional.softplus(-y * (x @ w)).mean() + decay / 2 * (w * w).sum()

        def closure():
            stepper.zero_grad()
            value = loss()
            value.backward()
            return value

        stepper.step(closure)
        closure()
        print(name, "largest gradient", w.grad.abs().max().item())
        cases.append({"name": name, "attributes": {"decay": decay, "loss": loss().item()},
                      "x": packed(x), "y": packed(y), "minimum": packed(w)})
    write("lbfgs", cases)


if __name__ == "__main__":
    torch.set_num_threads(1)
    optimizers()
    lbfgs()
