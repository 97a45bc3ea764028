"""The clean text of a page, and the way back: white space collapsed as a browser does, blocks apart."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from geobrief.parsers.html.marks import Marked
from geobrief.parsers.html.tree import BLANK, BREAK, Flow

__all__ = ["CleanText", "Piece"]

_SPACE = " \t\n\f\r"
_UNEVEN = regex.compile(r"[\t\n\f\r\0][ \t\n\f\r\0]*+| [ \t\n\f\r\0]++")
"""White space that isn't one blank: what HTML collapses. Possessive, so each character is seen once."""

_BETWEEN_BLOCKS = "\n\n"


@attrs.define
class Piece:
    """A block of clean text: its place, how many characters of text it has, and how many of those are in links."""

    start: int
    end: int
    size: int
    linked: int


@attrs.define
class CleanText:
    """The text as it grows, block by block, and the runs of its offset map (see `OffsetMap`)."""

    source: str
    marks: Marked
    parts: list[str] = attrs.field(factory=list)
    runs: list[tuple[int, int, int]] = attrs.field(factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.parts)

    def add(self, flow: Flow, *, preformatted: bool) -> list[Piece]:
        """Add the blocks of a flow: one, or more where two line breaks in a row part them; say where they are."""
        pieces: list[Piece] = []
        for numbers in [flow.numbers] if preformatted else _paragraphs(flow.numbers):
            line = _Line(self.source, self.marks, preformatted)
            size = linked = 0
            for number in numbers:
                taken = line.add(number)
                size += taken
                if number in flow.linked:
                    linked += taken
            text = "".join(line.parts)
            solid = text.strip()
            if solid:
                start = self._append(line) + text.index(solid[0])
                pieces.append(Piece(start, start + len(solid), size, linked))
        return pieces

    def _append(self, line: _Line) -> int:
        """Append a line's text, apart from what stands before; say where it begins."""
        if self.parts:
            before, after = self.runs[-1][2], line.runs[0][1]
            # Text that HTML moved forward has no gap behind it: what stands before it in the source separates.
            gap = (before, after) if before < after else (max(after - 1, 0), after)
            self.runs.append((self.length, *gap))
            self.parts.append(_BETWEEN_BLOCKS)
            self.length += len(_BETWEEN_BLOCKS)
        start = self.length
        self.runs += [(start + at, low, high) for at, low, high in line.runs]
        self.parts += line.parts
        self.length += line.length
        return start


def _paragraphs(numbers: Sequence[int]) -> list[Sequence[int]]:
    """The numbers, parted where breaks follow one another with nothing but blanks between."""
    if BREAK not in numbers:
        return [numbers]
    paragraphs: list[list[int]] = [[]]
    breaks = 0
    for number in numbers:
        if number == BREAK:
            breaks += 1
        elif number != BLANK:
            if breaks > 1:
                paragraphs.append([])
            breaks = 0
        paragraphs[-1].append(number)
    return list(paragraphs)


class _Line:
    """The text of one block, and its runs, counted from the block's beginning."""

    def __init__(self, source: str, marks: Marked, preformatted: bool) -> None:
        self.source = source
        self.marks = marks
        self.preformatted = preformatted
        self.parts: list[str] = []
        self.runs: list[tuple[int, int, int]] = []
        self.length = 0
        self._end = 0
        """Where in the source the last character came from."""
        self._space: str | None = None
        """White space that is due when a character follows: a blank or a line break."""
        self._space_at: tuple[int, int] | None = None
        """Where that white space stands in the source, if it stands there."""
        self._is_straight = False
        """Whether the last run maps character by character."""

    def add(self, number: int) -> int:
        """Add the text of a number; say how many characters other than outer white space it has."""
        if number < 0:
            if number == BREAK or self._space is None:
                self._space = "\n" if number == BREAK else " "
                self._space_at = None
            return 0
        start, end = self.marks.starts[number], self.marks.ends[number]
        reference = self.marks.references.get(number)
        if reference is not None:
            return self._reference(reference, start, end)
        if self.preformatted:
            return self._kept(start, end)
        return self._collapsed(start, end)

    def _reference(self, text: str, start: int, end: int) -> int:
        if text in _SPACE and not self.preformatted:
            self._due(start, end)
            return 0
        self._put(text, start, end)
        return len(text)

    def _kept(self, start: int, end: int) -> int:
        """Preformatted text, without carriage returns, and without the line break that follows the tag."""
        text = self.source[start:end]
        if not self.length and text.startswith(("\n", "\r\n")):
            start += 2 if text[0] == "\r" else 1
        at = start
        for dropped in regex.finditer(r"[\r\0]++", text, pos=start - end + len(text)):
            self._put_source(at, end - len(text) + dropped.start())
            at = end - len(text) + dropped.end()
        self._put_source(at, end)
        return end - start

    def _collapsed(self, start: int, end: int) -> int:
        text = self.source[start:end]
        solid = text.strip(_SPACE)
        first = start + len(text) - len(text.lstrip(_SPACE))
        last = first + len(solid)
        if start < first:
            self._due(start, first)
        at = first
        for space in _UNEVEN.finditer(text, first - start, last - start):
            low, high = start + space.start(), start + space.end()
            self._put_source(at, low)
            if space[0].strip("\0"):
                self._due(low, high)
            at = high
        self._put_source(at, last)
        if last < end:
            self._due(last, end)
        return len(solid)

    def _due(self, start: int, end: int) -> None:
        if self._space is None:
            self._space, self._space_at = " ", (start, end)
        elif self._space_at is not None:
            self._space_at = self._space_at[0], end

    def _put_source(self, start: int, end: int) -> None:
        if start < end:
            self._put(self.source[start:end], start, end)

    def _put(self, text: str, start: int, end: int) -> None:
        """Put text behind the space that is due, if any: never at the beginning of the block."""
        space, self._space = self._space, None
        if space is not None and self.parts:
            self._run(space, *(self._space_at or self._gap(start)))
        self._run(text, start, end)

    def _gap(self, start: int) -> tuple[int, int]:
        return (self._end, start) if self._end < start else (max(start - 1, 0), start)

    def _run(self, text: str, start: int, end: int) -> None:
        straight = len(text) == end - start
        if straight and self.runs and self._end == start and self._is_straight:
            at, low, _ = self.runs[-1]
            self.runs[-1] = at, low, end
        else:
            self.runs.append((self.length, start, end))
        self._is_straight = straight
        self.parts.append(text)
        self.length += len(text)
        self._end = end
