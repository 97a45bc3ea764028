"""Paragraphs, headings, list items and quotes of a plain text, from its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geobrief._descriptors import Example, Rule
from geobrief._span import Span
from geobrief.parsers.headings import Piece, headings_among
from geobrief.parsers.lines import Line, Wrapping, lines_of
from geobrief.vocabulary import Block

__all__ = ["RULES", "blocks_of"]

RULES = (
    Rule(
        id="text/paragraph",
        summary="Lines between blank lines are a paragraph, and so is each line of a text not wrapped to a width.",
        example=Example(text="Oil fell again.\n\nGas did not.", finds="Oil fell again."),
        source="convention of plain text",
    ),
    Rule(
        id="text/heading",
        summary=(
            "A short line of two words or more that stands alone above prose, begins like a title, ends without "
            "a full stop and occurs once is a heading."
        ),
        example=Example(
            text="The talks went on for a second day.\n\nWhat Comes Next\n\nMinisters will meet again in May.",
            finds="What Comes Next",
        ),
        source="convention of news pages: a heading is the title of what follows, a label repeats or is one word",
    ),
    Rule(
        id="text/markdown-heading",
        summary="A line that begins with one to six number signs and a blank is a heading of that level.",
        example=Example(text="## What comes next\n\nMinisters meet in May.", finds="## What comes next"),
        source="CommonMark 0.31, section 4.2, ATX headings",
    ),
    Rule(
        id="text/list-item",
        summary="A line that begins with a bullet, or with a number and a full stop or bracket, is a list item.",
        example=Example(text="Ministers agreed on:\n- gas\n- oil", finds="- gas"),
        source="CommonMark 0.31, section 5.2, list items, and the bullets of word processors",
    ),
    Rule(
        id="text/quote",
        summary="Lines that begin with '>' are a quote, and so is a paragraph that stands whole in quotation marks.",
        example=Example(text="She was clear.\n\n“We will not wait.”", finds="“We will not wait.”"),
        source="CommonMark 0.31, section 5.1, block quotes, and the convention of pull quotes",
    ),
)

# What begins a block, whatever stands above it. Matched once, at the beginning of each line.
_MARKER = re.compile(
    r"""(?P<bullet> [•‣◦▪●] | [-–*·] (?=\s) )
      | (?P<number> \(?\d{1,2}[.)] (?=\s) )
      | (?P<hashes> \#{1,6} (?=\s) )
      | (?P<quoted> > (?!>) )
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\S{1,100}")
_QUOTATION_MARKS = {"“": "”", "”": "”", "„": "“", "«": "»", "»": "«", '"': '"'}

_PARAGRAPH = Block("paragraph")
_HEADING = Block("heading")
_LEVELS = tuple(Block("heading", level) for level in range(1, 7))
_LIST_ITEM = Block("list_item")
_QUOTE = Block("quote")


def blocks_of(text: str) -> list[Span[Block]]:
    """The blocks of a text: in order, disjoint, together covering all that isn't white space.

    >>> [(block.payload.kind, block.start, block.end) for block in blocks_of("Agreed:\\n- gas\\n- oil")]
    [('paragraph', 0, 7), ('list_item', 8, 13), ('list_item', 14, 19)]
    """
    pieces = list(_pieces(text))
    headings = headings_among(text, pieces)
    return [_block(text, piece, place in headings) for place, piece in enumerate(pieces)]


def _pieces(text: str) -> Iterator[Piece]:
    """The lines, joined to what will be blocks."""
    lines = lines_of(text)
    wrapping = Wrapping.of(text, lines)
    has_blank_lines = any(line.gap > 1 for line in lines[1:])
    first = 0
    marker: str | None = None
    for place, line in enumerate(lines):
        begins = _marker(text, line)
        if place == 0:
            marker = begins
        elif not _continues(text, wrapping, marker, lines[place - 1], line, begins):
            yield _piece(lines, first, place, marker, has_blank_lines)
            first, marker = place, begins
    if lines:
        yield _piece(lines, first, len(lines), marker, has_blank_lines)


def _piece(lines: list[Line], first: int, beyond: int, marker: str | None, has_blank_lines: bool) -> Piece:
    gap_below = lines[beyond].gap if beyond < len(lines) else 2
    is_apart = not has_blank_lines or (lines[first].gap > 1 and gap_below > 1)
    return Piece(lines[first].start, lines[beyond - 1].end, marker, beyond == first + 1 and is_apart)


def _marker(text: str, line: Line) -> str | None:
    match = _MARKER.match(text, line.start, line.end)
    return match and match.lastgroup


def _continues(
    text: str, wrapping: Wrapping | None, marker: str | None, above: Line, below: Line, begins: str | None
) -> bool:
    """Whether `below`, which begins with the marker `begins`, goes on with the block of the line above it.

    `marker` is that of the block.
    """
    if below.gap > 1 or marker == "hashes" or begins in ("bullet", "hashes"):
        return False
    if "quoted" in (marker, begins):
        return marker == begins
    if wrapping is None:
        return False
    ends = text[above.end - 1] in ".!?:;"
    word = _WORD.match(text, below.start, below.end)
    is_full = wrapping.is_full(above, below, len(word.group()) if word else 0)
    if begins == "number":  # a list item, unless a wrapped sentence goes on with "12."
        return is_full and not ends
    if marker is None and below.indent > max(above.indent, wrapping.margin):
        return False  # a paragraph whose first line is indented; in a list item it hangs
    return is_full or (text[below.start].islower() and not ends)


def _block(text: str, piece: Piece, is_heading: bool) -> Span[Block]:
    payload, rule = _kind(text, piece, is_heading)
    return Span(piece.start, piece.end, payload, rule)


def _kind(text: str, piece: Piece, is_heading: bool) -> tuple[Block, str]:
    if piece.marker == "hashes":
        return _LEVELS[_hashes(text, piece) - 1], "text/markdown-heading"
    if is_heading:
        return _HEADING, "text/heading"
    if piece.marker in ("bullet", "number"):
        return _LIST_ITEM, "text/list-item"
    if piece.marker == "quoted" or _is_quoted(text, piece):
        return _QUOTE, "text/quote"
    return _PARAGRAPH, "text/paragraph"


def _hashes(text: str, piece: Piece) -> int:
    start = text[piece.start : piece.start + 6]
    return len(start) - len(start.lstrip("#"))


def _is_quoted(text: str, piece: Piece) -> bool:
    """Whether one pair of quotation marks encloses the whole piece."""
    closing = _QUOTATION_MARKS.get(text[piece.start])
    if closing is None or piece.end - piece.start < 3:
        return False
    return text.find(closing, piece.start + 1, piece.end) == piece.end - 1
