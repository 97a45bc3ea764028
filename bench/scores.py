"""The measures of bench_accuracy.py, each over counts that are summed over a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

Range = tuple[int, int]


@attrs.define
class Counts:
    """What was found and is there, what was found and isn't, what is there and wasn't found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, right: int, wrong: int, missed: int) -> None:
        self.right += right
        self.wrong += wrong
        self.missed += missed

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong or 1)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed or 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed or 1)


def aligned(gold: Sequence[Range], found: Sequence[Range]) -> list[tuple[int, int]]:
    """Pairs of ranges that overlap, one to one: equal ones first, then by the length that they share.

    The relaxed match of TempEval-3 (UzZaman et al. 2013).
    """
    candidates = []
    for place, (start, end) in enumerate(gold):
        for other, (other_start, other_end) in enumerate(found):
            shared = min(end, other_end) - max(start, other_start)
            if shared > 0:
                candidates.append(((start, end) != (other_start, other_end), -shared, start, other_start, place, other))
    taken: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for *_, place, other in sorted(candidates):
        if place not in taken and other not in taken_found:
            taken.add(place)
            taken_found.add(other)
            pairs.append((place, other))
    return pairs


def visible(text: str, ranges: Iterable[Range]) -> set[int]:
    """The places in the ranges that hold more than white space."""
    return {place for start, end in ranges for place in range(start, end) if not text[place].isspace()}


@attrs.define
class LineCounts:
    """Lines of boilerplate, and characters of content that were lost with them.

    A line counts as removed if more than half of its visible characters are.
    """

    lines: Counts = attrs.field(factory=Counts)
    lost: int = 0
    content: int = 0

    @property
    def content_lost(self) -> float:
        return self.lost / (self.content or 1)

    def add(self, text: str, line: Range, *, is_content: bool, removed: set[int]) -> None:
        characters = visible(text, [line])
        gone = len(characters & removed)
        is_removed = 2 * gone > len(characters)
        if is_content:
            self.content += len(characters)
            self.lost += gone
        if characters:
            self.lines.add(is_removed and not is_content, is_removed and is_content, not is_removed and not is_content)
