"""From hits to a score, and from the score back to the hits: what each of them counted."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import attrs

from geobrief_topics._model import FULL, SPEAKS
from geobrief_topics._reading import OUTSIDE, Hit, Line

OPENING = 3
"""How many lines open a text: in news, the title, the standfirst and the lead, or the first sentences."""


def opening(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that open a text, and that of a title outside it.

    >>> sorted(opening([Line(0, 9, 0, False), Line(10, 20, 1, True), Line(21, 30, 1, True)]))
    [-1, 1, 2]
    """
    opening = [OUTSIDE]
    for number, line in enumerate(lines):
        if line.opens:
            opening.append(number)
            if len(opening) > OPENING:
                break
    return frozenset(opening)


@attrs.frozen
class Tally:
    """What the hits of one topic amount to in a text of `lines` lines.

    `masses` is the weight of the hits in each line that has some, `top` the prominent line with most.
    """

    lines: int
    masses: dict[int, float]
    terms: dict[str, tuple[float, int]]
    top: int | None

    @classmethod
    def of(cls, hits: Collection[Hit], lines: int, opening: frozenset[int]) -> Tally:
        """Add up `hits`. `lines` counts those of the text, with or without hits."""
        masses: dict[int, float] = {}
        terms: dict[str, tuple[float, int]] = {}
        for hit in hits:
            weight, term = hit.reading.weight, hit.reading.payload.term
            masses[hit.line] = masses.get(hit.line, 0.0) + weight
            terms[term] = weight, terms.get(term, (0.0, 0))[1] + 1
        top = max((line for line in opening if line in masses), key=lambda line: (masses[line], -line), default=None)
        return cls(max(lines, 1), masses, terms, top)

    @property
    def density(self) -> float:
        return math.fsum(min(mass, FULL) for line, mass in self.masses.items() if line != OUTSIDE) / self.lines

    @property
    def share(self) -> float:
        return sum(mass >= SPEAKS for line, mass in self.masses.items() if line != OUTSIDE) / self.lines

    @property
    def variety(self) -> float:
        return math.fsum(weight for weight, _ in self.terms.values())

    @property
    def prominence(self) -> float:
        return 0.0 if self.top is None else min(self.masses[self.top], FULL) / FULL

    @property
    def features(self) -> tuple[float, ...]:
        """The values of `FEATURES`."""
        return math.log1p(self.density), self.share, math.log1p(self.variety), self.prominence

    def contributions(self, hits: Collection[Hit], weights: Sequence[float]) -> list[float]:
        """What each hit adds to the logit: of every feature the part that is due to it. They sum to the whole."""
        density, share, variety, prominence = weights
        # Of a feature f(x) with x a sum over hits, a hit has its part in x.
        per_mass = density * math.log1p(self.density) / (self.density or 1.0) / self.lines
        per_line = share / self.lines
        per_weight = variety * math.log1p(self.variety) / (self.variety or 1.0)
        due = {
            line: (per_mass * min(mass, FULL) + per_line * (mass >= SPEAKS) if line != OUTSIDE else 0.0) / mass
            for line, mass in self.masses.items()
        }
        if self.top is not None:
            due[self.top] += prominence * self.prominence / self.masses[self.top]
        return [
            weight * (due[hit.line] + per_weight / self.terms[hit.reading.payload.term][1])
            for hit in hits
            for weight in (hit.reading.weight,)
        ]
