"""The lines of a text, and whether they were broken to a width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import attrs

# The line breaks are those of str.splitlines; what \s matches is what str.isspace accepts.
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"\\S[^{_BREAKS}]*")

_MID_SENTENCE = 0.4
"""The share of line breaks inside sentences from which a text is taken as wrapped.

In wrapped English prose about three line breaks in four come before a word in lower case, in German
three in five; in texts with one paragraph a line hardly any does.
"""


@attrs.frozen
class Line:
    """A line that isn't blank: `start` to `end` without the white space around it, code points, half-open.

    `indent` is its distance from the line break before it; `gap` counts the line breaks since the line
    before (2 or more: there is a blank line between them).
    """

    start: int
    end: int
    indent: int
    gap: int


def lines_of(text: str) -> list[Line]:
    """The lines of a text that aren't blank, in order.

    >>> lines_of("One.\\n\\n  Two. ")
    [Line(start=0, end=4, indent=0, gap=2), Line(start=8, end=12, indent=2, gap=2)]
    """
    lines = []
    before = 0
    gap = 2  # nothing stands above the first line
    for match in _LINE.finditer(text):
        start = match.start()
        space = text[before:start]
        indent = len(space)
        if space:
            rows = f"{space}.".splitlines()
            gap, indent = (len(rows) - 1 if before else 2), len(rows[-1]) - 1
        before = start + len(match.group().rstrip())
        lines.append(Line(start, before, indent, gap))
    return lines


@attrs.frozen
class Wrapping:
    """How a text's lines were broken: to `width` code points, and indented by `margin` below a first line."""

    width: int
    margin: int

    @classmethod
    def of(cls, text: str, lines: list[Line]) -> Wrapping | None:
        """The wrapping that the text's own line breaks speak for; None if a line is a paragraph.

        >>> text = "The talks went on for\\na second day, said\\nthe minister."
        >>> Wrapping.of(text, lines_of(text))
        Wrapping(width=21, margin=0)
        """
        breaks = list(_single_breaks(lines))
        inside = sum(text[below.start].islower() for _, below in breaks)
        if not breaks or inside < _MID_SENTENCE * len(breaks):
            return None
        widths = sorted(above.indent + above.end - above.start for above, _ in breaks)
        margins = sorted(line.indent for line in lines)
        return cls(widths[len(widths) * 9 // 10], margins[len(margins) // 4])

    def is_full(self, above: Line, below: Line, first_word: int) -> bool:
        """Whether `below`, whose first word has so many code points, had to begin a line of its own."""
        return above.indent + (above.end - above.start) + 1 + first_word > self.width


def _single_breaks(lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    return ((above, below) for above, below in pairwise(lines) if below.gap == 1)
