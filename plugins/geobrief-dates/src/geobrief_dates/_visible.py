"""Days in lines that readers see and that are there to tell when the article was published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import attrs

from geobrief import Finding
from geobrief.vocabulary import Published
from geobrief_dates._matcher import Candidate
from geobrief_dates._page import finding
from geobrief_dates._tagger import Tagger
from geobrief_dates._tokens import BREAK, CAPITAL, OTHER, Tokens

_HEAD = 4_000  # code points after the title in which lines with the day of publication are looked for
_ABOVE = 400  # and before it
_OPENING = 160  # code points of each block that are looked at
_LINES = re.compile(r"[^\n]+")
_ROOM = 40  # tokens on each side of a day that are looked at
_NEAR = 6  # tokens before a day among which a label stands, or a place
_WORDS = 20  # tokens beside the day in a line that is there to tell it, and words of prose among them
_PROSE = 3
_DAYS = frozenset({"calendar", "iso", "figures"})
_DATELINE_ENDS = frozenset("(-–—:")
_SHORT = 120  # code points of a line far from the head that may tell the day
_YEAR = re.compile(r"(?:19|20)\d\d")
_LABELLED = {
    "dates/published-line": "dates/published-foot",
    "dates/published-updated": "dates/published-updated",
}


def told_in_lines(
    text: str, blocks: list[tuple[int, int]], tagger: Tagger, near: dt.date | None, title: tuple[int, int]
) -> Iterator[Finding[Published]]:
    """Days in lines that tell the day of publication: datelines, by-lines, lines with a label.

    Those near the title come first, and among them those below it. `near` is the day that another
    candidate says; a dateline without a year gets the year from it.
    """
    start, end = title
    lines = blocks or [line.span() for line in _LINES.finditer(text, 0, end + _HEAD)]
    head = [line for line in lines if start - _ABOVE <= line[0] < end + _HEAD]
    found = list(_told(text, head, tagger, near))
    yield from sorted(found, key=lambda one: (one.evidence[0].start < start, abs(one.evidence[0].start - start)))
    rest = [line for line in lines if line[0] >= end + _HEAD and line[1] - line[0] <= _SHORT]
    dated = [_YEAR.search(text, *line) is not None for line in rest]
    rest = [line for line, own, next_one in zip(rest, dated, [*dated[1:], False], strict=False) if own or next_one]
    labelled = [one for one in _told(text, rest, tagger, None) if one.rule in _LABELLED]
    if len({one.payload.date for one in labelled}) == 1:
        yield from (attrs.evolve(one, rule=_LABELLED[one.rule]) for one in labelled)


def _told(text: str, head: list[tuple[int, int]], tagger: Tagger, near: dt.date | None) -> Iterator[Finding[Published]]:
    """The days in lines that are there to tell them."""
    lines = [(start, min(end, start + _OPENING)) for start, end in head]
    tokens, found = tagger.find(text, lines) if lines else tagger.find("")
    mentions = {mention.start: mention for mention in tagger.resolve(tokens, found, near)}
    place = 0
    for candidate in found:
        mention = mentions.get(tokens.starts[candidate.first])
        if mention is None or candidate.pattern.meaning not in _DAYS or mention.reading.mod is not None:
            continue
        while lines[place][1] <= mention.start:
            place += 1
        period = mention.reading.period
        whole = lines[place] == head[place]
        kind = _kind(_Line.around(tokens, candidate, lines[place][0], whole), tagger)
        if period is None or period.unit != "D" or kind is None:
            continue
        if (date := period.first) is not None and (mention.reading.anchor is None or kind == "dateline"):
            yield finding(kind, date, mention.reading.value, mention.start, mention.end)


@attrs.frozen
class _Line:
    """The tokens of a line before and after a day: their codes, and their text; and the end of the line above it.

    `whole` says whether the line ends there, or only what is looked at of it.
    """

    whole: bool
    above: str
    before: str
    after: str
    words_before: list[str]
    words_after: list[str]

    @classmethod
    def around(cls, tokens: Tokens, candidate: Candidate, start: int, whole: bool) -> _Line:
        first, last = candidate.first, candidate.last
        while first > 0 and tokens.starts[first - 1] >= start and candidate.first - first < _ROOM:
            first -= 1
        while tokens.codes[last] != BREAK and last - candidate.last < _ROOM:
            last += 1
        return cls(
            whole,
            tokens.codes[max(first - _NEAR, 0) : first].rstrip(BREAK).rpartition(BREAK)[2],
            tokens.codes[first : candidate.first],
            tokens.codes[candidate.last : last],
            tokens.words(first, candidate.first),
            tokens.words(candidate.last, last),
        )

    @property
    def is_short(self) -> bool:
        """Whether the line hardly has more than the day."""
        beside = self.before + self.after
        return self.whole and beside.count(OTHER) <= _PROSE and len(beside) <= _WORDS


def _kind(line: _Line, tagger: Tagger) -> str | None:
    """What sort of line a day stands in; None if in none that tells the day of publication."""
    if line.is_short:
        for code in reversed(line.before[-_NEAR:] or line.above):
            if code in tagger.updated:
                return "updated"
            if code in tagger.published:
                return "line"
        names = OTHER not in line.before and all(
            code == CAPITAL for code, word in zip(line.before, line.words_before, strict=True) if word[0].isalnum()
        )
        if names or not line.words_before[-1][0].isalnum() or line.words_before[0].lower() == "by":
            return "byline"
    place = [code for code, word in zip(line.before, line.words_before, strict=True) if word[0].isalnum()]
    ends = not line.after or line.words_after[0] in _DATELINE_ENDS
    if 0 < len(place) <= _NEAR and set(place) == {CAPITAL} and line.words_before[-1][0] in ",-–—" and ends:
        return "dateline"
    return None
