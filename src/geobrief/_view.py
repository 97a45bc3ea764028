"""Views: a text with some ranges left out, and the way back to the whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

import attrs

from geobrief._span import check_range
from geobrief.errors import ViewGapError


@attrs.frozen
class Segment:
    """A run of kept text: `start` to `end` in the whole text, at `at` in the view; code points, half-open."""

    start: int
    end: int
    at: int


@attrs.frozen
class View:
    """A text without some of its ranges. The whole text is untouched; every kept character maps back.

    A gap takes the white space on both its sides with it. An inner gap leaves the widest separator
    that it took (blank line, line break, blank), a line break if it took none; a gap at either end
    of the text leaves nothing.

    >>> view = View.leaving_out("One.\\n\\nAd\\n\\nTwo.", [(6, 8)])
    >>> view.text
    'One.\\n\\nTwo.'
    >>> view.to_text(6, 10)
    (10, 14)
    >>> view.from_text(10, 14)
    (6, 10)
    """

    text: str
    segments: tuple[Segment, ...]
    left_out: tuple[tuple[int, int], ...]
    whole: str = attrs.field(repr=False)

    @classmethod
    def leaving_out(cls, whole: str, ranges: Iterable[tuple[int, int]]) -> View:
        """The view of `whole` without `ranges`, which may overlap and come in any order.

        Raises `OffsetError` if a range doesn't lie in `whole`.
        """
        left_out = _merged(ranges, len(whole), "text")
        pieces: list[str] = []
        segments: list[Segment] = []
        start = at = 0
        separator = ""
        for gap_start, gap_end, gap_separator in [*_gaps(whole, left_out), (len(whole), len(whole), "")]:
            if start < gap_start:
                if segments:
                    pieces.append(separator)
                    at += len(separator)
                segments.append(Segment(start, gap_start, at))
                pieces.append(whole[start:gap_start])
                at += gap_start - start
            start, separator = gap_end, gap_separator or "\n"
        return cls("".join(pieces), tuple(segments), left_out, whole)

    def without(self, ranges: Iterable[tuple[int, int]]) -> View:
        """A view of the same whole text that leaves out `ranges` of this view, too.

        Ranges are in this view's code points. Leaving out one after the other, in any order, gives
        the same view as leaving out all at once. Raises `OffsetError` if one doesn't lie in the view.

        >>> View.leaving_out("a b c d", [(2, 3)]).without([(2, 3)]).text
        'a d'
        """
        more: list[tuple[int, int]] = []
        for start, end in _merged(ranges, len(self.text), "view"):
            more += self._in_whole(start, end)
        return self.leaving_out(self.whole, [*self.left_out, *more])

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """Where `start` to `end` of the view lies in the whole text.

        Raises `ViewGapError` if the range touches a gap, `OffsetError` if it lies outside the view.
        """
        check_range(start, end, len(self.text), "view")
        segment = self.segments[bisect_right(self._at, start) - 1]
        shift = segment.start - segment.at
        if end + shift > segment.end:
            raise ViewGapError(f"range {start}–{end} of the view crosses a gap: map the parts on each side of it")
        return start + shift, end + shift

    def from_text(self, start: int, end: int) -> tuple[int, int]:
        """Where `start` to `end` of the whole text lies in the view.

        Raises `ViewGapError` if some of it was left out, `OffsetError` if it lies outside the text.
        """
        check_range(start, end, len(self.whole))
        place = bisect_right(self._starts, start) - 1
        if place < 0 or end > self.segments[place].end:
            raise ViewGapError(f"range {start}–{end} of the text is not wholly in the view")
        shift = self.segments[place].at - self.segments[place].start
        return start + shift, end + shift

    def _in_whole(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        first, last = bisect_right(self._at, start) - 1, bisect_left(self._at, end)
        for segment in self.segments[first:last]:
            shift = segment.start - segment.at
            left, right = max(start + shift, segment.start), min(end + shift, segment.end)
            if left < right:
                yield left, right

    @cached_property
    def _at(self) -> list[int]:
        return [segment.at for segment in self.segments]

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.segments]


def _merged(ranges: Iterable[tuple[int, int]], length: int, what: str) -> tuple[tuple[int, int], ...]:
    """The ranges in order, those that overlap or touch made one. Raises `OffsetError` if one lies outside."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        check_range(start, end, length, what)
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _gaps(whole: str, left_out: Iterable[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """The gaps that merged ranges leave: each with the white space around it, and its separator."""
    gaps: list[tuple[int, int, str]] = []
    for start, end in left_out:
        floor = gaps[-1][1] if gaps else 0
        if end <= floor:
            continue  # white space that the gap before it took
        while start > floor and whole[start - 1].isspace():
            start -= 1
        while end < len(whole) and whole[end].isspace():
            end += 1
        gap = whole[start:end]
        separator = _wider(_separator(gap[: -len(gap.lstrip()) or None]), _separator(gap[len(gap.rstrip()) :]))
        if gaps and start <= floor:
            gaps[-1] = gaps[-1][0], end, _wider(gaps[-1][2], separator)
        else:
            gaps.append((start, end, separator))
    return gaps


_SEPARATORS = "", " ", "\n", "\n\n"


def _separator(space: str) -> str:
    """The separator that a run of white space amounts to: a blank line, a line break, a blank or nothing."""
    line_breaks = len(f"{space}.".splitlines()) - 1
    return _SEPARATORS[min(line_breaks + 1, 3)] if space else ""


def _wider(one: str, other: str) -> str:
    return max(one, other, key=_SEPARATORS.index)
