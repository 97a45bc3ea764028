"""The tagger: candidates found, then resolved in the order in which they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

import attrs

from geobrief_dates._calendar import day_comes_first
from geobrief_dates._matcher import Candidate, Matcher
from geobrief_dates._meanings import MEANINGS
from geobrief_dates._period import Period
from geobrief_dates._reading import Anchor, Context, Reading
from geobrief_dates._tokens import BREAK, Tokens
from geobrief_dates.grammar import Grammar

_WINDOW = 25  # tokens on each side in which a verb may tell past from future


@attrs.frozen
class Mention:
    """A temporal expression: code points `start` to `end`, half-open, its meaning, the rule.

    `counted_from` is the place, in the list of mentions, of the one told before that it was resolved
    against, if it was; `apart`: it isn't part of the story.
    """

    start: int
    end: int
    reading: Reading
    rule: str
    counted_from: int | None
    apart: bool


class Tagger:
    """Tags texts of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self.matcher = Matcher(grammar)
        self._day_first = grammar.day_first
        self.published = frozenset(self.matcher.codes("PUBLISHED_LABEL"))
        self.updated = frozenset(self.matcher.codes("UPDATED_LABEL"))
        self._ahead = frozenset(self.matcher.codes("AHEAD"))
        self._behind = frozenset(self.matcher.codes("BEHIND"))
        self._stop = frozenset(self.matcher.codes("STOP") + BREAK)

    def find(self, text: str, blocks: Iterable[tuple[int, int]] = ()) -> tuple[Tokens, list[Candidate]]:
        """The tokens, and the candidates in order; no anchor matters here."""
        tokens = self.matcher.tokens(text, blocks)
        return tokens, self.matcher.candidates(tokens)

    def resolve(
        self,
        tokens: Tokens,
        candidates: list[Candidate],
        published: dt.date | None,
        *,
        genre: str | None = None,
        is_apart: Callable[[int, int], bool] = lambda start, end: False,
    ) -> list[Mention]:
        """What the candidates mean; those that mean nothing, such as 31 February, are left out.

        `is_apart` says whether a range isn't part of the story, so that nothing in the story counts from it.
        """
        context = Context(
            published,
            narrative=genre == "narrative" if genre else is_narrative(candidates, published),
            day_first=day_comes_first(
                (one.parts["figures"] for one in candidates if "figures" in one.parts), self._day_first
            ),
        )
        mentions: list[Mention] = []
        told: dict[Anchor, int] = {}
        for candidate in candidates:
            meaning = candidate.pattern.meaning
            context.ahead = self._direction(tokens, candidate) if meaning in _DIRECTED else 0
            reading = MEANINGS[meaning](candidate.parts, context)
            if reading is None:
                continue
            start, end = tokens.starts[candidate.first], tokens.end(candidate.last - 1)
            apart = is_apart(start, end)
            counted_from = told.get(reading.anchor) if reading.anchor else None
            if reading.period is not None and not apart and not _looks_back(candidate, reading):
                context.then, told["then"] = reading.period, len(mentions)
                if context.story is None or reading.period.days < Period.size("Y") or self._opens(tokens, candidate):
                    context.story, told["story"] = reading.period, len(mentions)
                if reading.period.unit == "Q":
                    context.quarter, told["quarter"] = reading.period, len(mentions)
            mentions.append(Mention(start, end, reading, candidate.pattern.rule, counted_from, apart))
        return mentions

    def _opens(self, tokens: Tokens, candidate: Candidate) -> bool:
        """Whether the sentence begins with it, or with one word before it."""
        return candidate.first < 2 or tokens.codes[candidate.first - 2] in self._stop

    def _direction(self, tokens: Tokens, candidate: Candidate) -> int:
        """Whether the sentence speaks of what is ahead (1) or behind (-1), by the nearest word before, or after."""
        codes = tokens.codes
        for places in (
            range(candidate.first - 1, max(candidate.first - _WINDOW, 0) - 1, -1),
            range(candidate.last, min(candidate.last + _WINDOW, len(codes))),
        ):
            for place in places:
                code = codes[place]
                if code in self._stop:
                    break
                if code in self._ahead:
                    return 1
                if code in self._behind:
                    return -1
        return 0


_DIRECTED = frozenset({"weekday", "calendar", "relative"})
_DEICTIC = frozenset({"weekday", "relative", "offset", "year_ago"})


def _looks_back(candidate: Candidate, reading: Reading) -> bool:
    """Whether it compares with what was before the date told last, which doesn't move the story there."""
    return reading.anchor not in (None, "published") and (
        candidate.parts.get("sign") == -1 or candidate.pattern.meaning == "year_ago"
    )


def is_narrative(candidates: Iterable[Candidate], published: dt.date | None) -> bool:
    """Whether a text tells of the past in order, rather than of the days around its publication.

    It does if it names many years that lie far from its publication, and hardly ever counts from today.
    """
    years = deictic = 0
    for one in candidates:
        if one.pattern.meaning in _DEICTIC and "then" not in one.parts:
            deictic += 1
        elif isinstance(year := one.parts.get("year"), int) and (published is None or abs(year - published.year) > 2):
            years += 1
    return years >= 8 and years > 3 * deictic
