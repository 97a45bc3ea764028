"""The line model: a logistic regression over features that are there or not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

_REASONS = 3


@attrs.frozen
class LineModel:
    """Bias and weights, and the probability from which a line is marked; a sentence is a greater loss."""

    bias: float
    weights: Mapping[str, float]
    threshold: float
    threshold_for_sentences: float

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> LineModel:
        """The model in a decoded section of `data/model.json`."""
        return cls(data["bias"], data["weights"], data["threshold"], data["threshold_for_sentences"])

    def probability(self, features: Iterable[str]) -> float:
        """The probability that a line with these features isn't of the article's body.

        >>> LineModel(-1.0, {"all capitals": 1.0}, 0.5, 0.5).probability(["all capitals", "1 word"])
        0.5
        """
        weight = self.weights.get
        return 1 / (1 + math.exp(-self.bias - sum([weight(feature, 0.0) for feature in features])))

    def reasons(self, features: Iterable[str]) -> tuple[str, ...]:
        """Those of the features that weigh most for litter, three at most.

        >>> LineModel(-1.0, {"all capitals": 1.0, "prose": -2.0}, 0.5, 0.5).reasons(["all capitals", "prose"])
        ('all capitals',)
        """
        weighed = [(self.weights.get(feature, 0.0), feature) for feature in features]
        heaviest = sorted(weighed, key=lambda pair: (-pair[0], pair[1]))[:_REASONS]
        return tuple([feature for weight, feature in heaviest if weight > 0])

    def is_enough(self, probability: float, *, is_sentence: bool) -> bool:
        """Whether a line of this probability is marked."""
        return probability >= (self.threshold_for_sentences if is_sentence else self.threshold)
