"""How the time that something takes grows with its input."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST = 1.3
"""The greatest exponent that passes as linear: caches and garbage make a little more than 1."""

TIMES = (1, 2, 4, 8)
RUNS = 5


def assert_linear(run: Callable[[T], object], make: Callable[[int], T], size: int) -> None:
    """Fail unless `run(make(n))` takes CPU time that grows at most like n to the power of `MOST`.

    n goes from `size` to eight times as much, each the best of five. A first failure is measured again:
    other processes share the caches.
    """
    exponent = _exponent(run, make, size)
    if exponent > MOST:
        exponent = min(exponent, _exponent(run, make, size))
    assert exponent <= MOST, f"time grows like n to the power of {exponent:.2f}"


def _exponent(run: Callable[[T], object], make: Callable[[int], T], size: int) -> float:
    """The slope of the line through the logarithms of sizes and times, by least squares."""
    points = [(math.log(times), math.log(_seconds(run, make(size * times)))) for times in TIMES]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def _seconds(run: Callable[[T], object], value: T) -> float:
    best = math.inf
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for _ in range(RUNS):
            start = time.process_time()
            run(value)
            best = min(best, time.process_time() - start)
    finally:
        if was_enabled:
            gc.enable()
    return max(best, 1e-6)
