"""The clean text of a page, and the way back: white space collapsed as a browser does, blocks apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from geobrief._offsets import Runs
from geobrief.parsers.html.marks import SPACE, Marked
from geobrief.parsers.html.tree import BLANK, BREAK, LINK

__all__ = ["CleanText", "Piece"]

_BETWEEN_BLOCKS = "\n\n"

_COLLAPSED = re.compile(r"[ \0]{2,}+|\0")
"""Where text isn't as long as its source: blanks that HTML collapses, NUL that it drops."""

_DROPPED = re.compile(r"\r(?=\n)|\0")
"""The same in preformatted text."""


@attrs.define
class Piece:
    """A block of clean text: its place, and the share of its characters that are in links."""

    start: int
    end: int
    link_density: float


class CleanText:
    """The text as it grows, block by block, and the runs of its offset map."""

    def __init__(self, source: str, marks: Marked) -> None:
        self.runs = Runs()
        self.length = 0
        self._source = source
        self._marks = marks
        self._blocks: list[str] = []
        self._parts: list[str] = []
        """The text of the block that is being added."""
        self._end = 0
        """Where in the source the last character came from."""
        self._is_straight = False
        """Whether the last run maps character by character, and so may grow."""
        self._space: str | None = None
        """White space that is due when a character follows: a blank or a line break."""
        self._space_at: tuple[int, int] | None = None
        """Where that white space stands in the source, if it stands there."""

    @property
    def text(self) -> str:
        """All of it."""
        return _BETWEEN_BLOCKS.join(self._blocks)

    def add(self, numbers: Sequence[int], *, preformatted: bool) -> list[Piece]:
        """Add the blocks of a flow: one, or more where two line breaks in a row part them; say where they are."""
        texts = [number for number in numbers if number >= 0]
        if len(texts) == 1 and not preformatted and (piece := self._plain(texts[0], numbers)):
            return [piece]
        lines = [numbers] if preformatted or BREAK not in numbers else _paragraphs(numbers)
        pieces = (self._block(line, preformatted) for line in lines)
        return [piece for piece in pieces if piece is not None]

    def _plain(self, number: int, numbers: Sequence[int]) -> Piece | None:
        """Add a block of one text that is shown as it is written, as most are; None if it isn't such a one."""
        start, end = self._marks.starts[number], self._marks.ends[number]
        text = self._source[start:end]
        solid = text.strip(SPACE)
        if not solid.isprintable() or not solid or "  " in solid or number in self._marks.references:
            return None
        if len(solid) < len(text):
            start += len(text) - len(text.lstrip(SPACE))
        if self._blocks:
            self.runs.append(self.length, *self._gap(start))
            self.length += len(_BETWEEN_BLOCKS)
        self.runs.append(self.length, start, start + len(solid))
        self._blocks.append(solid)
        piece = Piece(self.length, self.length + len(solid), float(_is_linked(number, numbers)))
        self.length += len(solid)
        self._end = start + len(solid)
        return piece

    def _block(self, numbers: Sequence[int], preformatted: bool) -> Piece | None:
        """Add one block, unless it has no text but blanks."""
        before = len(self.runs), self.length, self._end
        starts, ends, references = self._marks.starts, self._marks.ends, self._marks.references
        size = linked = 0
        in_link = False
        for number in numbers:
            if number >= 0:
                start, end = starts[number], ends[number]
                if number in references:
                    taken = self._reference(references[number], start, end, preformatted)
                elif preformatted:
                    taken = self._kept(start, end)
                else:
                    taken = self._collapsed(start, end)
                size += taken
                if in_link:
                    linked += taken
            elif number == BREAK:
                self._space, self._space_at = "\n", None
            elif number != BLANK:
                in_link = number == LINK
            elif self._space is None:
                self._space, self._space_at = " ", None
        text = "".join(self._parts)
        self._parts.clear()
        self._space = None
        solid = text.strip()
        if not solid:
            runs, self.length, self._end = before
            self.runs.cut(runs)
            return None
        self._blocks.append(text)
        start = self.length - len(text.lstrip())
        return Piece(start, start + len(solid), linked / size)

    def _reference(self, text: str, start: int, end: int, preformatted: bool) -> int:
        if text in SPACE and not preformatted:
            self._due(start, end)
            return 0
        self._put(text, start, end)
        return len(text)

    def _kept(self, start: int, end: int) -> int:
        """Preformatted text, without carriage returns, and without the line break that follows the tag."""
        if not self._parts and self._source.startswith(("\n", "\r\n"), start, end):
            start += 2 if self._source[start] == "\r" else 1
        at = start
        for dropped in _DROPPED.finditer(self._source, start, end):
            self._put_lines(at, dropped.start())
            at = dropped.end()
        self._put_lines(at, end)
        return end - start

    def _put_lines(self, start: int, end: int) -> None:
        if start < end:
            self._put(self._source[start:end].replace("\r", "\n"), start, end)

    def _collapsed(self, start: int, end: int) -> int:
        """Text with its white space collapsed; all that is left of it is single characters, shown as blanks."""
        text = self._source[start:end]
        solid = text.strip(SPACE)
        size = len(solid)
        if size < len(text):
            first = start + len(text) - len(text.lstrip(SPACE))
            if start < first:
                self._due(start, first)
            start = first
        for space in "\n\t\r\f":
            if space in solid:
                solid = solid.replace(space, " ")
        if "  " in solid or "\0" in solid:
            self._put_collapsed(solid, start)
        elif solid:
            self._put(solid, start, start + size)
        if start + size < end:
            self._due(start + size, end)
        return size

    def _put_collapsed(self, text: str, start: int) -> None:
        at = 0
        for space in _COLLAPSED.finditer(text):
            low, high = space.span()
            if at < low:
                self._put(text[at:low], start + at, start + low)
            if " " in space[0]:
                self._due(start + low, start + high)
            at = high
        if at < len(text):
            self._put(text[at:], start + at, start + len(text))

    def _due(self, start: int, end: int) -> None:
        if self._space is None:
            self._space, self._space_at = " ", (start, end)
        elif self._space_at is not None:
            self._space_at = self._space_at[0], end

    def _put(self, text: str, start: int, end: int) -> None:
        """Put text behind the space that is due, if any: never at the beginning of the block."""
        if not self._parts:
            if self._blocks:
                self.runs.append(self.length, *self._gap(start))
                self.length += len(_BETWEEN_BLOCKS)
            self._is_straight = False
        elif self._space is not None:
            self._run(self._space, *(self._space_at or self._gap(start)))
        self._space = None
        self._run(text, start, end)

    def _gap(self, start: int) -> tuple[int, int]:
        """What stands in the source before `start`, from the last character on.

        Text that HTML moved forward has no gap behind it: what stands before it in the source separates.
        """
        return (self._end, start) if self._end < start else (max(start - 1, 0), start)

    def _run(self, text: str, start: int, end: int) -> None:
        size = len(text)
        is_straight = size == end - start
        if is_straight and self._is_straight and self._end == start:
            self.runs.source_ends[-1] = end
        else:
            self.runs.append(self.length, start, end)
        self._is_straight = is_straight
        self._parts.append(text)
        self.length += size
        self._end = end


def _is_linked(number: int, numbers: Sequence[int]) -> bool:
    in_link = False
    for other in numbers:
        if other == number:
            break
        if other < BLANK:
            in_link = other == LINK
    return in_link


def _paragraphs(numbers: Sequence[int]) -> list[Sequence[int]]:
    """The numbers, parted where breaks follow one another with no text between."""
    paragraphs: list[list[int]] = [[]]
    breaks = 0
    in_link = False
    for number in numbers:
        if number == BREAK:
            breaks += 1
        elif number >= 0:
            if breaks > 1:
                paragraphs.append([LINK] if in_link else [])
            breaks = 0
        elif number != BLANK:
            in_link = number == LINK
        paragraphs[-1].append(number)
    return list(paragraphs)
