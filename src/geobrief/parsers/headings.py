"""Which lines of a plain text are headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import attrs

LONGEST = 120  # code points; newspaper headlines stay below
_MOST_WORDS = 18
_MOST_WORDS_IN_SENTENCE_CASE = 12
_SMALL_WORD = 4  # code points up to which a title writes a word in lower case: "of", "the", "with"
_PROSE = 100  # code points from which a line is prose even without a full stop
_CLOSERS = "\"'”’»)]"
_AROUND = "\"'“‘„«([¿¡”’»)],;:"
_BYLINE = re.compile(r"by\s+[^\W\d_]", re.IGNORECASE)
_TRAIL = re.compile(r"\s[>»|/]\s|\d[./-]\d{1,2}[./-]\d")  # of breadcrumbs, or a date in figures
_CALENDAR = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}day|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
    re.IGNORECASE,
)


@attrs.frozen
class Piece:
    """A block whose kind isn't settled: its place, what marks its beginning, whether it is a line alone."""

    start: int
    end: int
    marker: str | None
    is_alone: bool


def headings_among(text: str, pieces: Sequence[Piece]) -> set[int]:
    """The places of the pieces that are headings: each looks like one, occurs once, and prose follows it.

    Between a heading and its prose there may be one more heading, and two labels: lines of a single
    word, lines that occur again, bylines, timestamps.
    """
    lines = [text[piece.start : piece.end] if piece.end - piece.start <= LONGEST else "" for piece in pieces]
    times = Counter(lines)
    headings: set[int] = set()
    more_headings = more_labels = 0  # what may still stand above the prose
    for place in range(len(pieces) - 1, -1, -1):
        piece, line = pieces[place], lines[place]
        is_free = piece.marker is None or (piece.marker == "number" and not (place and pieces[place - 1].marker))
        if is_free and piece.is_alone and times[line] == 1 and _is_titular(line):
            if more_headings:
                headings.add(place)
                more_headings -= 1
        elif is_prose(text, piece.start, piece.end):
            more_headings = more_labels = 2
        elif more_labels and piece.marker is None:
            more_labels -= 1
        else:
            more_headings = 0
    return headings


def _is_titular(line: str) -> bool:
    """Whether a line reads like a title: its length, its beginning, its words, its end."""
    words = [word.strip(_AROUND) for word in line.split()]
    names = [word for word in words if word[:1].isalpha()]
    numbers = sum(word[:1].isdigit() for word in words[1:])
    telling = [word for word in names if not numbers or not _CALENDAR.fullmatch(word)]
    if not 2 <= len(words) <= _MOST_WORDS or len(telling) < 2 or numbers > 1:
        return False  # a label; or a timestamp, a price, a score
    if not (words[0][:1].isupper() or words[0][:1].isdigit()) or _BYLINE.match(line) or _TRAIL.search(line):
        return False
    large = [word[0].isupper() for word in names if len(word) > _SMALL_WORD]
    is_title_case = sum(large) * 5 >= len(large) * 4
    end = line.rstrip(_CLOSERS)[-1:]
    if end in ".!…:;,-–—_" or (end == "?" and not is_title_case):
        return False
    return is_title_case or len(words) <= _MOST_WORDS_IN_SENTENCE_CASE


def is_prose(text: str, start: int, end: int) -> bool:
    """Whether `start` to `end` has a sentence to read, or introduces a list: code points, half-open.

    >>> is_prose("Oil fell on Monday.", 0, 19), is_prose("Read more", 0, 9)
    (True, False)
    """
    if end - start >= _PROSE:
        return True
    line = text[start:end]
    return line.rstrip(_CLOSERS).endswith((".", "!", "?", "…", ":")) and len(line.split()) >= 4
