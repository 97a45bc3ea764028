"""The way from a document's text back to its source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

import attrs

from geobrief._span import check_range
from geobrief.errors import OffsetError


def _runs(runs: Iterable[Sequence[int]]) -> tuple[tuple[int, int, int], ...]:
    return tuple((text_start, source_start, source_end) for text_start, source_start, source_end in runs)


@attrs.frozen
class OffsetMap:
    """Maps ranges of a text of `length` code points to ranges of its source, both half-open.

    `runs` are triples `(text_start, source_start, source_end)`, in order of the text; a run reaches
    to the next one's start. A run as long in the source as in the text maps character by character.
    Every character of another run (an entity, a run of white space, a blank that stands for a tag)
    maps to the whole of it. Without runs the text is the source. Raises `OffsetError` for runs that
    don't begin at 0, aren't in order, or reach beyond the text.

    >>> OffsetMap(5).source_range(1, 3)
    (1, 3)
    >>> fish_and_chips = OffsetMap(3, [(0, 0, 1), (1, 1, 6), (2, 6, 7)])  # "A&B" from "A&amp;B"
    >>> fish_and_chips.source_range(1, 2)
    (1, 6)
    """

    length: int
    runs: tuple[tuple[int, int, int], ...] = attrs.field(default=(), converter=_runs)
    _starts: Sequence[int] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        starts = [start for start, _, _ in self.runs]
        in_order = all(left < right for left, right in pairwise([*starts, self.length]))
        if starts and not (starts[0] == 0 and in_order and all(0 <= low <= high for _, low, high in self.runs)):
            raise OffsetError(f"an offset map has runs that don't cover a text of {self.length} code points in order")
        object.__setattr__(self, "_starts", starts)

    def fits(self, source_length: int) -> bool:
        """Whether the source can have this length, in code points. An empty text may come from any source."""
        if not self.runs:
            return self.length in (0, source_length)
        return max(end for _, _, end in self.runs) <= source_length

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
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        ranges = [self._part(run, start, end) for run in range(first, last + 1)]
        return min(low for low, _ in ranges), max(high for _, high in ranges)

    def _part(self, run: int, start: int, end: int) -> tuple[int, int]:
        text_start, source_start, source_end = self.runs[run]
        text_end = self._starts[run + 1] if run + 1 < len(self.runs) else self.length
        if text_end - text_start != source_end - source_start:
            return source_start, source_end
        shift = source_start - text_start
        return max(start, text_start) + shift, min(end, text_end) + shift
