"""As much of PyTorch as a program needs that only computes forward: updates change nothing."""

import sys
from types import ModuleType

import numpy as np


class Tensor(np.ndarray):
    """An array with the verbs of a tensor."""

    def backward(self):
        """Compute no gradients."""

    def abs(self):
        return np.abs(self)

    def square(self):
        return np.square(self)

    def copy_(self, other):
        """Take the values of another one over."""
        self[...] = other


def tensor(values):
    return np.array(values).view(Tensor)


class Linear:
    def __init__(self, inputs, outputs, *, bias):
        self.weight = tensor(np.zeros((outputs, inputs)))
        self.bias = tensor(np.zeros(outputs)) if bias else 0.0

    def __call__(self, x):
        return x @ self.weight.T + self.bias


class Sequential(list):
    def __init__(self, *layers):
        super().__init__(layers)

    def __call__(self, x):
        for layer in self:
            x = layer(x)
        return x

    def parameters(self):
        return self


class Optimizer:
    def __init__(self, parameters, **settings):
        self.settings, self.steps, self.rates = settings, 0, []
        self.param_groups = [dict(settings)]

    def zero_grad(self):
        """Have no gradients."""

    def step(self):
        self.steps += 1
        self.rates.append(self.param_groups[0]["lr"])


class NoGrad:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def _module(name, **held):
    made = ModuleType(name)
    vars(made).update(held)
    return made


def install(monkeypatch):
    """Let programs import this in place of PyTorch."""
    functional = _module(
        "torch.nn.functional",
        binary_cross_entropy_with_logits=lambda z, y: (np.logaddexp(0, z) - y * z).mean(),
    )
    nn = _module(
        "torch.nn",
        Linear=Linear,
        Sequential=Sequential,
        Sigmoid=lambda: lambda z: 1 / (1 + np.exp(-z)),
        Tanh=lambda: np.tanh,
        functional=functional,
    )
    optim = _module("torch.optim", SGD=Optimizer, Adam=Optimizer)
    torch = _module(
        "torch",
        nn=nn,
        optim=optim,
        tensor=tensor,
        no_grad=NoGrad,
        float64=None,
        set_default_dtype=lambda _: None,
    )
    for module in (torch, nn, functional, optim):
        monkeypatch.setitem(sys.modules, module.__name__, module)
