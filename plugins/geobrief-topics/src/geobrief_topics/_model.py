"""The model of a topic: from what a document's hits amount to, to a probability."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from operator import mul

import attrs

FEATURES = "density", "share", "variety", "prominence"
"""What the model sees of a document; all are 0 without hits, and none grows when a document is repeated:

- density: log(1 + the weight of the hits per sentence), a sentence counting up to `FULL`;
- share: the part of the sentences that speak of the topic, with a weight of at least `SPEAKS`;
- variety: log(1 + the weight of the different terms);
- prominence: the weight in the lead sentence, the title or a heading, whichever has most, up to `FULL`, over `FULL`.
"""

FULL = 6.0
SPEAKS = 2.0


@attrs.frozen(kw_only=True)
class Model:
    """A logistic regression over `FEATURES`: bias, and a weight of at least 0 for each."""

    bias: float
    weights: tuple[float, ...]
    trained_on: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, text: str) -> Model:
        """The model that the training script wrote. Raises `ValueError` if it isn't one of these features."""
        data = json.loads(text)
        if list(data["weights"]) != list(FEATURES):
            raise ValueError(f"the model was fitted on {list(data['weights'])}, not on {list(FEATURES)}")
        return cls(bias=data["bias"], weights=tuple(data["weights"].values()), trained_on=tuple(data["trained_on"]))

    def logit(self, features: Sequence[float]) -> float:
        """The log odds of the topic, given the values of `FEATURES`."""
        return self.bias + math.fsum(map(mul, self.weights, features))


def logistic(logit: float) -> float:
    """The probability of log odds, for any size of them.

    >>> logistic(0.0), logistic(-1000.0)
    (0.5, 0.0)
    """
    return 1 / (1 + math.exp(-logit)) if logit > 0 else (odds := math.exp(logit)) / (1 + odds)
