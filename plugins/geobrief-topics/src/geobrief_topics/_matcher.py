"""Finding the terms of all lexicons in one pass over a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

import ahocorasick  # type: ignore[import-not-found, unused-ignore]

from geobrief.vocabulary import TopicTerm
from geobrief_topics._lexicon import Lexicon, Term


class Reading(NamedTuple):
    """What a term says: the place of its topic among the lexicons, and the payload of its hits."""

    topic: int
    payload: TopicTerm
    ambiguous: bool


Match: TypeAlias = tuple[int, int, tuple[Reading, ...]]
"""Start and end of a term in a text, code points, half-open, and what it says for each topic. Masks say nothing."""


class _Entry(NamedTuple):
    """What the automaton knows of a folded term: its length, its readings in any case, and in exact spellings."""

    length: int
    readings: tuple[Reading, ...] | None
    exact: dict[str, tuple[Reading, ...]]


class Matcher:
    """An Aho-Corasick automaton over the terms of all lexicons.

    Its cost doesn't grow with the number of terms, and no text can make it backtrack.

    >>> from geobrief_topics._lexicon import Lexicon, Term
    >>> terms = Term(text="oil", weight=2), Term(text="olive oil", weight=0)
    >>> lexicon = Lexicon(topic="energy", source="", licence="", subtopics={}, terms=terms)
    >>> [match[:2] for match in Matcher([lexicon]).matches("Oil, olive oil, turmoil")]
    [(0, 3), (5, 14)]
    """

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        entries = _entries(lexicons)
        self._longest = max((entry.length for entry in entries.values()), default=0)
        self._automaton = ahocorasick.Automaton()
        for folded_term, entry in entries.items():
            self._automaton.add_word(folded_term, entry)
        self._automaton.make_automaton()

    def matches(self, text: str) -> Iterator[Match]:
        """The terms in `text`: whole words, leftmost first, the longest of those that start together.

        A mask takes away what it covers, but not a term that reaches out of it: of "the current climate
        crisis", "current climate" doesn't hide the crisis.
        """
        if not self._longest:
            return
        folded_text = folded(text)
        pending: list[Match] = []  # by start; what comes later may still cover those near the end
        for last, (length, readings, exact) in self._automaton.iter(folded_text):
            end = last + 1
            start = end - length
            if start and (before := folded_text[start - 1]) not in _BOUNDARIES and _in_word(before):
                continue
            if end < len(text) and (after := folded_text[end]) not in _BOUNDARIES and _in_word(after):
                continue
            if exact:
                readings = exact.get(_spaced(text[start:end]), readings)
            if readings is None:
                continue
            kept = len(pending)
            while kept and pending[kept - 1][0] >= start:
                kept -= 1
            if _is_free(start, end, readings, pending, kept):
                pending[kept:] = ((start, end, readings),)
            if len(pending) > 4 * self._longest:
                settled = len(pending) - 2 * self._longest  # a term and a mask for each code point: out of reach
                yield from pending[:settled]
                del pending[:settled]
        yield from pending


def _is_free(start: int, end: int, readings: tuple[Reading, ...], pending: list[Match], kept: int) -> bool:
    """Whether a match has its place beside the `kept` ones that start before it; none of them ends after it."""
    if not readings:
        return True
    for place in range(kept - 1, -1, -1):
        _, before_end, said = pending[place]
        if before_end <= start:
            return True
        if said or before_end == end:
            return False  # a term that reaches into it, or a mask that covers it
    return True


def folded(text: str) -> str:
    """The text in lower case, of the same length, with every hyphen and line break as a blank.

    >>> folded("Cease-fire")
    'cease fire'
    """
    lower = text.lower()
    if len(lower) != len(text):  # U+0130 alone becomes two code points
        lower = text.replace("\u0130", "i").lower()
    return _spaced(lower)


def _spaced(text: str) -> str:
    for mark in "-\u2010\u2011\u2013\n\u00a0":
        text = text.replace(mark, " ")
    return text.replace("\u2019", "'")


# The commonest characters between words, to save a call; `_in_word` knows the others.
_BOUNDARIES = frozenset(" '\"().,;:!?/[]\u201c\u201d\u2018\u2014\r\t")


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character).startswith("M")


def _entries(lexicons: Iterable[Lexicon]) -> dict[str, _Entry]:
    """What each folded term says, over all lexicons; a term as written goes before another's plural."""
    spellings: dict[tuple[str, str | None], dict[int, tuple[Reading, ...]]] = {}
    for topic, lexicon in enumerate(lexicons):
        said = [(term.text, _readings(topic, lexicon, term)) for term in lexicon.terms]
        for text, readings in [*said, *((_plural(text), readings) for text, readings in said)]:
            exact = None if text.islower() else _spaced(text)
            spellings.setdefault((folded(text), exact), {}).setdefault(topic, readings)
    entries: dict[str, _Entry] = {}
    for (key, exact), by_topic in spellings.items():
        entry = entries.setdefault(key, _Entry(len(key), None, {}))
        readings = tuple(reading for of_topic in by_topic.values() for reading in of_topic)
        if exact is None:
            entries[key] = entry._replace(readings=readings)
        else:
            entry.exact[exact] = readings
    return entries


def _readings(topic: int, lexicon: Lexicon, term: Term) -> tuple[Reading, ...]:
    if not term.weight:
        return ()
    payload = TopicTerm(topic=lexicon.topic, term=term.text, subtopic=term.subtopic, weight=term.weight)
    return (Reading(topic, payload, term.ambiguous),)


def _plural(noun: str) -> str:
    """The regular plural of an English noun; of what isn't one, a word that nobody writes.

    >>> [_plural(noun) for noun in ("policy", "gas", "oil well", "day")]
    ['policies', 'gases', 'oil wells', 'days']
    """
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"
