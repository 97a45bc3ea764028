"""From hits to a score, and from the score back to the hits: what each of them counted."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

import attrs

from geobrief.vocabulary import Subtopic, TopicTerm
from geobrief_topics._model import FULL, SPEAKS
from geobrief_topics._reading import OUTSIDE, Hit


@attrs.frozen
class Tally:
    """What hits amount to: the weight in each line that has some, and how often each term occurs."""

    masses: dict[int, float]
    terms: dict[str, tuple[TopicTerm, int]]

    @classmethod
    def of(cls, hits: Iterable[Hit]) -> Tally:
        """Add up hits."""
        masses: dict[int, float] = {}
        terms: dict[str, tuple[TopicTerm, int]] = {}
        for _, _, line, _, (_, payload, _) in hits:
            term = payload.term
            masses[line] = masses.get(line, 0.0) + payload.weight
            terms[term] = payload, terms[term][1] + 1 if term in terms else 1
        return cls(masses, terms)

    @classmethod
    def total(cls, tallies: Iterable[Tally]) -> Tally:
        """The sum of tallies that have no line in common."""
        masses: dict[int, float] = {}
        terms: dict[str, tuple[TopicTerm, int]] = {}
        for tally in tallies:
            masses |= tally.masses
            for term, (payload, count) in tally.terms.items():
                terms[term] = payload, terms[term][1] + count if term in terms else count
        return cls(masses, terms)

    @property
    def subtopics(self) -> tuple[Subtopic, ...]:
        """The subtopics with their shares of the weight of the hits, greatest first."""
        weights: dict[str, float] = {}
        for payload, count in self.terms.values():
            if payload.subtopic is not None:
                weights[payload.subtopic] = weights.get(payload.subtopic, 0.0) + payload.weight * count
        whole = sum(weights.values())
        parts = [Subtopic(name, weight / whole) for name, weight in weights.items()]
        return tuple(sorted(parts, key=lambda part: (-part.share, part.id)))


@attrs.frozen
class Amounts:
    """What a model sees of a text of `lines` lines: the `FEATURES`, as sums over hits, and the prominent line."""

    tally: Tally
    lines: int
    density: float
    share: float
    variety: float
    prominence: float
    top: int | None

    @classmethod
    def of(cls, tally: Tally, lines: int, opening: Sequence[int]) -> Amounts:
        """The amounts of a tally over a text whose opening are these lines."""
        density, speaking = 0.0, 0
        for line, mass in tally.masses.items():
            if line != OUTSIDE:
                density += mass if mass < FULL else FULL
                speaking += mass >= SPEAKS
        variety = math.fsum([payload.weight for payload, _ in tally.terms.values()])
        top = max((line for line in opening if line in tally.masses), key=tally.masses.__getitem__, default=None)
        prominence = 0.0 if top is None else min(tally.masses[top], FULL) / FULL
        lines = max(lines, 1)
        return cls(tally, lines, density / lines, speaking / lines, variety, prominence, top)

    @property
    def features(self) -> tuple[float, float, float, float]:
        """The values of `FEATURES`."""
        return math.log1p(self.density), self.share, math.log1p(self.variety), self.prominence

    def contributions(self, hits: Collection[Hit], weights: Sequence[float]) -> list[float]:
        """What each hit adds to the logit. They sum to all that the features do.

        Of a feature f(x), where x is a sum over hits, a hit has the part that it has in x.
        """
        density, share, variety, prominence = weights
        per_mass = density * math.log1p(self.density) / (self.density or 1.0) / self.lines
        per_line = share / self.lines
        per_weight = variety * math.log1p(self.variety) / (self.variety or 1.0)
        by_line = {
            line: (per_mass * min(mass, FULL) + (per_line if mass >= SPEAKS else 0.0)) / mass
            if line != OUTSIDE
            else 0.0
            for line, mass in self.tally.masses.items()
        }
        if self.top is not None:
            by_line[self.top] += prominence * self.prominence / self.tally.masses[self.top]
        by_term = {term: per_weight / count for term, (_, count) in self.tally.terms.items()}
        return [payload.weight * (by_line[line] + by_term[payload.term]) for _, _, line, _, (_, payload, _) in hits]
