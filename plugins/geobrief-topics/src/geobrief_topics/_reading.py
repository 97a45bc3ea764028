"""What was read of a document: its lines without the litter, and the hits in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import attrs

from geobrief import Document
from geobrief.vocabulary import BLOCKS, BOILERPLATE, SENTENCES, TITLE
from geobrief_topics._matcher import Match, Matcher, Reading

LONGEST = 20_000
"""How many lines of a text are read, more than any article has; so no text can fill the memory."""

FULL_LINE = 32
"""How many hits of a line are read; more say nothing new."""

WELL_MET = 3
"""How many different clear terms make a document one in which ambiguous terms of their topic are clear, too."""

OUTSIDE = -1
"""The line, and the block, of hits in a title that isn't part of the text."""


OPENING = 3
"""How many lines open a text: in news, the title, the standfirst and the lead, or the first sentences."""


class Line(NamedTuple):
    """A sentence that is read: its place, and the number of its block."""

    start: int
    end: int
    block: int


class Hit(NamedTuple):
    """A term found in a line; code points, half-open, in the text, or in the title outside it."""

    start: int
    end: int
    line: int
    block: int
    reading: Reading


@attrs.frozen
class Pages:
    """The lines of a document that are read, and the hits in them for each topic, in order.

    `opening` are the numbers of the lines that open it, with that of a title outside the text;
    `cut` says whether more than `LONGEST` lines were there.
    """

    lines: tuple[Line, ...]
    opening: tuple[int, ...]
    hits: tuple[Sequence[Hit], ...]
    cut: bool = False

    @cached_property
    def blocks(self) -> dict[int, range]:
        """The numbers of the lines of each block."""
        blocks: dict[int, range] = {}
        for number, line in enumerate(self.lines):
            blocks[line.block] = range(blocks.get(line.block, range(number, number)).start, number + 1)
        return blocks


def read(document: Document, matcher: Matcher, topics: int) -> Pages:
    """Read a document: all but its litter, and the title even where it isn't part of the text."""
    litter: list[tuple[int, int]] = []
    aside: list[tuple[int, int]] = []
    if BOILERPLATE in document:
        for mark in document[BOILERPLATE]:
            if mark.payload.is_litter:
                litter.append((mark.start, mark.end))
            elif mark.payload.kind != "title":
                aside.append((mark.start, mark.end))
    unread = _Ranges(litter)
    lines = tuple(islice(_lines(document, unread), LONGEST + 1))
    cut, lines = len(lines) > LONGEST, lines[:LONGEST]
    hits: list[list[Hit]] = [[] for _ in range(topics)]
    for start, end, readings in matcher.matches(_title_outside(document)):
        for reading in readings:
            hits[reading.topic].append(Hit(start, end, OUTSIDE, OUTSIDE, reading))
    if lines:
        _collect(matcher.matches(document.text[: lines[-1].end]), lines, unread, hits)
    return Pages(lines, _opening(lines, _Ranges(aside)), tuple(_in_company(of_topic) for of_topic in hits), cut)


def _title_outside(document: Document) -> str:
    if TITLE not in document:
        return ""
    outside = (title for title in document[TITLE][:1] if all(place.where != "text" for place in title.evidence))
    return next((title.payload.text for title in outside), "")


def _lines(document: Document, unread: _Ranges) -> Iterator[Line]:
    ends = [block.end for block in document[BLOCKS]]
    for sentence in document[SENTENCES]:
        start, end = sentence.start, sentence.end
        if not unread.cover(start, end):
            yield Line(start, end, bisect_right(ends, start))


def _opening(lines: Iterable[Line], aside: _Ranges) -> tuple[int, ...]:
    body = (number for number, line in enumerate(lines) if not aside.cover(line.start, line.end))
    return (OUTSIDE, *islice(body, OPENING))


def _collect(matches: Iterable[Match], lines: Sequence[Line], unread: _Ranges, hits: list[list[Hit]]) -> None:
    """Add to `hits`, by topic, the matches that lie within one line and outside the litter."""
    number, line, room = 0, lines[0], FULL_LINE
    for start, end, readings in matches:
        while line.end <= start:
            number, line, room = number + 1, lines[number + 1], FULL_LINE
        if readings and room and line.start <= start and end <= line.end and not unread.touch(start, end):
            room -= 1
            for reading in readings:
                hits[reading.topic].append(Hit(start, end, number, line.block, reading))


def _in_company(hits: list[Hit]) -> Sequence[Hit]:
    """The clear hits, and the ambiguous ones that they make clear."""
    clear = [hit for hit in hits if not hit.reading.ambiguous]
    if len({hit.reading.payload.term for hit in clear}) >= WELL_MET:
        return hits
    blocks = {hit.block for hit in clear}
    return [hit for hit in hits if hit.block in blocks]


class _Ranges:
    """Ranges of a text, which may overlap, to ask whether they touch or cover a place."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        place = bisect_right(self._ends, start)
        return place < len(self._starts) and self._starts[place] < end

    def cover(self, start: int, end: int) -> bool:
        place = bisect_right(self._ends, start)
        return place < len(self._starts) and self._starts[place] <= start and end <= self._ends[place]
