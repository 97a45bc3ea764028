"""Numbers in words, put together from the values of the words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Value: TypeAlias = int | float | str

VAGUE = "X"
"""The value of words such as "several": a number that isn't said."""


def composed(values: Iterable[Value]) -> Value:
    """The number that a sequence of number words says.

    >>> composed([20, 5]), composed([2, 100, 50]), composed([19, 90, 6]), composed([2, 0.5]), composed(["X"])
    (25, 250, 1996, 2.5, 'X')
    """
    total: int | float = 0
    current: int | float = 0
    for value in values:
        if isinstance(value, str):
            return value
        if value in (100, 1000, 1_000_000, 1_000_000_000) and current:
            current *= value
            if value > 100:
                total, current = total + current, 0
        elif value >= 10 and 10 <= current < 100:
            current = current * 100 + value  # nineteen ninety-six
        else:
            current += value
    return total + current
