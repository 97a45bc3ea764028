"""The way from a document's text back to its source."""

from __future__ import annotations

import operator
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import attrs

from geobrief._span import check_range
from geobrief.errors import OffsetError


@attrs.define(init=False)
class Runs:
    """The runs of an offset map, in 24 bytes each: where they start in the text, and their range of the source.

    >>> list(Runs([(0, 0, 1), (1, 1, 6)]))
    [(0, 0, 1), (1, 1, 6)]
    """

    text_starts: array[int]
    source_starts: array[int]
    source_ends: array[int]

    def __init__(self, triples: Iterable[Sequence[int]] = ()) -> None:
        self.text_starts, self.source_starts, self.source_ends = array("q"), array("q"), array("q")
        for triple in triples:
            self.append(*triple)

    def append(self, text_start: int, source_start: int, source_end: int) -> None:
        """Add a run behind the others."""
        self.text_starts.append(text_start)
        self.source_starts.append(source_start)
        self.source_ends.append(source_end)

    def cut(self, length: int) -> None:
        """Take off the runs behind the first `length`."""
        for column in (self.text_starts, self.source_starts, self.source_ends):
            del column[length:]

    def __len__(self) -> int:
        return len(self.text_starts)

    def __getitem__(self, place: int) -> tuple[int, int, int]:
        return self.text_starts[place], self.source_starts[place], self.source_ends[place]

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        return zip(self.text_starts, self.source_starts, self.source_ends, strict=True)


def _runs(runs: Runs | Iterable[Sequence[int]]) -> Runs:
    try:
        return runs if isinstance(runs, Runs) else Runs(runs)
    except OverflowError:
        raise OffsetError("an offset map has runs beyond what a text or its source can hold") from None


@attrs.frozen
class OffsetMap:
    """Maps ranges of a text of `length` code points to ranges of its source, both half-open.

    `runs` are triples `(text_start, source_start, source_end)`, in order of the text; a run reaches
    to the next one's start. A run as long in the source as in the text maps character by character.
    Every character of another run (an entity, a run of white space, a blank that stands for a tag)
    maps to the whole of it. Without runs the text is the source. Raises `OffsetError` for runs that
    don't begin at 0, aren't in order, or reach beyond the text. `Runs` are taken over, not copied.

    >>> OffsetMap(5).source_range(1, 3)
    (1, 3)
    >>> fish_and_chips = OffsetMap(3, [(0, 0, 1), (1, 1, 6), (2, 6, 7)])  # "A&B" from "A&amp;B"
    >>> fish_and_chips.source_range(1, 2)
    (1, 6)
    """

    length: int
    runs: Runs = attrs.field(factory=Runs, converter=_runs, hash=False)

    def __attrs_post_init__(self) -> None:
        starts, low, high = self.runs.text_starts, self.runs.source_starts, self.runs.source_ends
        if not starts:
            return
        in_order = starts[0] == 0 and all(map(operator.lt, starts, starts[1:])) and starts[-1] < self.length
        if not (in_order and min(low) >= 0 and all(map(operator.le, low, high))):
            raise OffsetError(f"an offset map has runs that don't cover a text of {self.length} code points in order")

    def fits(self, source_length: int) -> bool:
        """Whether the source can have this length, in code points. An empty text may come from any source."""
        if not self.runs:
            return self.length in (0, source_length)
        return max(self.runs.source_ends) <= source_length

    @property
    def is_identity(self) -> bool:
        """Whether the text is the source, character by character."""
        return not self.runs

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The range of the source from which `start` to `end` of the text came.

        Where HTML itself moves text, it is the smallest range that holds all of it.
        Raises `OffsetError` if the range doesn't lie in the text.
        """
        check_range(start, end, self.length)
        if not self.runs:
            return start, end
        starts = self.runs.text_starts
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        ranges = [self._part(run, start, end) for run in range(first, last + 1)]
        return min(low for low, _ in ranges), max(high for _, high in ranges)

    def _part(self, run: int, start: int, end: int) -> tuple[int, int]:
        text_start, source_start, source_end = self.runs[run]
        text_end = self.runs.text_starts[run + 1] if run + 1 < len(self.runs) else self.length
        if text_end - text_start != source_end - source_start:
            return source_start, source_end
        shift = source_start - text_start
        return max(start, text_start) + shift, min(end, text_end) + shift
