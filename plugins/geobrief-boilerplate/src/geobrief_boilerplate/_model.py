"""The line model: a logistic regression over features that are there or not."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

_REASONS = 3


@attrs.frozen
class Verdict:
    """The probability that a line isn't of the article's body, and the features that weighed most for it."""

    probability: float
    reasons: tuple[str, ...]


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

    def verdict(self, features: Sequence[str]) -> Verdict:
        """What the model says of a line with these features; of reasons it tells three at most.

        >>> LineModel(-1.0, {"all capitals": 0.5, "prose": -2.0}, 0.5, 0.5).verdict(["all capitals", "1 word"])
        Verdict(probability=0.3775406687981454, reasons=('all capitals',))
        """
        weights = [self.weights.get(feature, 0.0) for feature in features]
        heaviest = sorted(zip(weights, features, strict=True), key=lambda pair: (-pair[0], pair[1]))[:_REASONS]
        reasons = tuple([feature for weight, feature in heaviest if weight > 0])
        return Verdict(1 / (1 + math.exp(-self.bias - sum(weights))), reasons)

    def is_litter(self, verdict: Verdict, *, is_sentence: bool) -> bool:
        """Whether the probability is enough."""
        return verdict.probability >= (self.threshold_for_sentences if is_sentence else self.threshold)
