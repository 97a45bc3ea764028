"""Tokens: one pass over the text turns it into a string with one character for each token.

That character is the token's *code*: it says in which word classes the token is. Patterns are then
regular expressions over codes (see `_matcher`), never over the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import TypeAlias

import attrs

OTHER, CAPITAL, BREAK = "x", "X", "\n"
"""The codes of a word that no grammar names, of one with a capital, and of the end of a block or paragraph."""

Classes: TypeAlias = tuple[str, ...]

_NEXT_YEAR = "|".join(f"{last:02}-{last + 1:02}" for last in range(12))
_ISO_DAY = r"\d{4}-\d\d-\d\d(?:T\d\d:?\d\d(?::?\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?"
_ISO_MONTH = rf"(?!\d\d(?:{_NEXT_YEAR}))\d{{4}}-(?:0[1-9]|1[0-2])"  # 1904-05 are two years
_FIGURES = r"\d{1,2}(?:/\d{1,2}/|\.\d{1,2}\.|-\d{1,2}-)(?:\d{4}|\d\d)|\d{4}[/.]\d{1,2}[/.]\d{1,2}"
_CLOCK = r"\d{1,2}:[0-5]\d(?::[0-5]\d)?"
_CLOCK_DOT = r"\d{1,2}\.[0-5]\d"
_FRACTION = r"\d{1,3}/\d{1,3}"
_NUMBER = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\d{1,9}\.\d{1,9}"

# A token, and the blanks after it, one line break among them at most; a longer gap is a token of its
# own. Each alternative is bounded or takes one class of characters: linear for any text.
_TOKEN = r"""
    (?: [^\W\d]\w*
      | [^\w\s]
      | (?:%(iso_day)s)(?![\w-]|[:/.]\d)
      | (?:%(iso_month)s)(?![\w-]|[:/.]\d)
      | (?:%(figures)s)(?![\w/-]|[.]\d)
      | (?:%(clock)s|%(clock_dot)s)(?![\d_:]|[/.-]\d)
      | (?:%(number)s|%(fraction)s)(?![\w/]|[.,]\d)
      | (?:\d{1,9}\.)?\d+(?=(?:%(glued)s)(?!\w))
      | \d{4}(?=[A-Z][a-z])
      | \d\w*
    ) (?: [^\S\n]{0,40}+ (?: \n [^\S\n]{0,40}+ )? (?!\s) | [^\S\n]{0,40}+ )
    | \s+
"""
_SHAPE = re.compile(
    rf"(?P<iso>{_ISO_DAY})|(?P<iso_month>{_ISO_MONTH})|(?P<figures>{_FIGURES})|(?P<clock>{_CLOCK})"
    rf"|(?P<dot>{_CLOCK_DOT})|(?P<fraction>{_FRACTION})|(?P<number>{_NUMBER})|(?P<integer>\d+)"
)


def integer_classes(figures: str) -> Classes:
    """The classes of a whole number in figures: what it can be in a date.

    >>> integer_classes("5"), integer_classes("1994")
    (('NUM', 'DAY', 'HOUR', 'MONTH_NUM'), ('NUM', 'YEAR'))
    """
    if len(figures) > 9:
        return ()
    number = int(figures)
    if len(figures) > 2:
        is_year = len(figures) == 4 and 1000 <= number < 2200
        return (
            "NUM",
            *(("YEAR",) if is_year else ()),
            *(("ROUND_YEAR",) if is_year and number % 10 == 0 else ()),
            *(("CLOCK_PLAIN",) if len(figures) == 4 and number < 2400 and number % 100 < 60 else ()),
        )
    return (
        "NUM",
        *(("DAY",) if 1 <= number <= 31 else ()),
        *(("HOUR",) if number <= 24 else ()),
        *(("MONTH_NUM",) if 1 <= number <= 12 else ()),
        *(("YEAR2",) if len(figures) == 2 else ()),
    )


_CLASSES: dict[str, Classes] = {
    "iso": ("ISO",),
    "iso_month": ("ISO_MONTH",),
    "figures": ("FIGURES",),
    "clock": ("CLOCK",),
    "dot": ("NUM", "CLOCK_DOT"),
    "fraction": ("NUM", "FRACTION"),
    "number": ("NUM",),
}

SHAPES: tuple[Classes, ...] = tuple(
    dict.fromkeys(
        (
            *_CLASSES.values(),
            *(integer_classes(f"{number:0{width}}") for number in range(100) for width in (1, 2)),
            *map(integer_classes, ("100", "0100", "1000", "1001", "1060", "1061", "2200")),
        )
    )
)
"""All sets of classes that tokens with figures can have."""


@attrs.frozen
class Tokens:
    """The tokens of a text: their codes, their text with the blanks that follow, and where they start."""

    codes: str
    pieces: list[str]
    starts: list[int]

    def end(self, place: int) -> int:
        """Where a token ends; code points, as all offsets."""
        return self.starts[place] + len(self.pieces[place].rstrip())

    def words(self, first: int, last: int) -> list[str]:
        """The text of each token from `first` to before `last`."""
        return [piece.rstrip() for piece in self.pieces[first:last]]


class Coder(dict[str, str]):
    """Gives tokens their codes: a mapping from tokens, with the blanks after them, to codes.

    `words` has the codes of words and marks that a grammar names, `shapes` those of figures,
    `endings` those of other words in lower case. `glued` are words that may follow a figure without
    a blank, as in 7pm. The codes of other tokens are remembered as they come, up to a limit.
    """

    def __init__(
        self,
        words: Mapping[str, str],
        shapes: Mapping[Classes, str],
        endings: tuple[tuple[tuple[str, ...], str], ...],
        glued: Iterable[str],
    ) -> None:
        super().__init__({**words, **{f"{word} ": code for word, code in words.items()}})
        self._shapes = shapes
        self._endings = endings
        self._room = 100_000
        self._token = re.compile(
            _TOKEN
            % {
                "iso_day": _ISO_DAY,
                "iso_month": _ISO_MONTH,
                "figures": _FIGURES,
                "clock": _CLOCK,
                "clock_dot": _CLOCK_DOT,
                "number": _NUMBER,
                "fraction": _FRACTION,
                "glued": "|".join(map(re.escape, sorted(glued, reverse=True))) or r"(?!)",
            },
            re.VERBOSE,
        )

    def tokens(self, text: str, blocks: Iterable[tuple[int, int]] = ()) -> Tokens:
        """The tokens of a text, of `blocks` only if any are given; a block's end has a token of its own."""
        codes: list[str] = []
        pieces: list[str] = []
        starts: list[int] = []
        for start, end in blocks or ((0, len(text)),):
            found = self._token.findall(text, start, end)
            codes += map(self.__getitem__, found)
            codes.append(BREAK)
            pieces += found
            pieces.append("")
            starts += accumulate(map(len, found), initial=start)
        return Tokens("".join(codes), pieces, starts)

    def __missing__(self, piece: str) -> str:
        code = self._code(piece.rstrip())
        if self._room and len(piece) < 32:
            self._room -= 1
            self[piece] = code
        return code

    def _code(self, word: str) -> str:
        """The code of a word or figure that no grammar names, or that has other white space after it than a blank."""
        if not word:
            return BREAK
        code = self.get(word)
        if code is not None:
            return code
        if word[0].isdigit():
            shape = _SHAPE.fullmatch(word)
            if shape is None:
                return OTHER
            kind = shape.lastgroup or ""
            return self._shapes.get(integer_classes(word) if kind == "integer" else _CLASSES[kind], OTHER)
        if word[0].isupper():
            return CAPITAL
        return next((code for endings, code in self._endings if word.endswith(endings)), OTHER)
