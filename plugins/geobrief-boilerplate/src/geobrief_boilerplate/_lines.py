"""Lines: what marks are put on. Each block of a text is one; a paragraph wrapped at a fixed width is one block."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from geobrief.vocabulary import BlockKind

HEAD = 320
"""How many code points of a line are looked at: longer ones are prose, and reading on tells no more."""

PLAIN = str.maketrans("‘’“”–—\u00a0", "''\"\"-- ")


@attrs.frozen
class Line:
    """`start` to `end` in the document's text: code points, half-open, not blank at either end.

    `text` is its beginning, at most `HEAD` code points, with single blanks, straight quotes, and
    hyphens for dashes; `is_whole` says that it is all of the line.
    """

    start: int
    end: int
    kind: BlockKind
    text: str

    @property
    def is_whole(self) -> bool:
        return self.end - self.start <= HEAD


def lines_of(text: str, blocks: Iterable[tuple[int, int, BlockKind]]) -> list[Line]:
    """The lines at `blocks`, which are ranges of `text`, in order, with what stands there; a blank one is no line.

    >>> [line.text for line in lines_of("By  Ann Lee\\n\\nOil fell.", [(0, 11, "heading"), (13, 22, "paragraph")])]
    ['By Ann Lee', 'Oil fell.']
    """
    lines = []
    for start, end, kind in blocks:
        block = text[start:end]
        left = start + len(block) - len(block.lstrip())
        right = start + len(block.rstrip())
        if left < right:
            lines.append(Line(left, right, kind, plain(text[left : min(right, left + HEAD)])))
    return lines


def plain(text: str) -> str:
    """The text as rules read it: single blanks, straight quotes, hyphens for dashes.

    >>> plain("“Oil”  –  it’s\\nup")
    '"Oil" - it\\'s up'
    """
    return " ".join(text.translate(PLAIN).split())
