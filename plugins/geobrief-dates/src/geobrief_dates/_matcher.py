"""A grammar compiled: finds the places in a text where its patterns fit.

A pattern becomes a regular expression over the codes of tokens. Without open repeats its matches are
of bounded length, so that trying it at each token that can open it is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

import attrs
import regex

from geobrief.errors import ConfigurationError
from geobrief_dates._meanings import MEANINGS
from geobrief_dates._numbers import Value, composed
from geobrief_dates._tokens import BREAK, CAPITAL, OTHER, SHAPES, Coder, Tokens
from geobrief_dates.grammar import Grammar, Parts, Pattern

_LIKE = {"-": "-–—‑‐−", "'": "'’‘`´", '"': '"“”'}  # marks that stand for one another
_ALWAYS = {"OTHER": OTHER, "CAPITAL": CAPITAL, "BREAK": BREAK}
_AS_WRITTEN = frozenset(
    {"ISO", "ISO_MONTH", "FIGURES", "CLOCK", "CLOCK_DOT", "CLOCK_PLAIN"}
)  # classes whose words are read later
_NOTATION = re.compile(r"(?P<name>[a-z_0-9]+)=|(?P<repeat>\{\d,\d\})|(?P<meta>[()|?])|(?P<atom>\w+|\S)")
_FIRST_CODE = 0x100  # above all codes that are the same in every grammar


@attrs.frozen
class Candidate:
    """A place where a pattern fits, from token `first` to before `last`; not resolved yet."""

    first: int
    last: int
    pattern: Pattern
    parts: Parts


class Matcher:
    """A compiled grammar. Raises `ConfigurationError` for a faulty one.

    >>> grammar = Grammar(
    ...     language="xx",
    ...     words={"DAY_WORD": {"0": "today", "1": "tomorrow"}},
    ...     patterns=(Pattern(rule="x/day", pattern="day_word=DAY_WORD", meaning="relative"),),
    ... )
    >>> matcher = Matcher(grammar)
    >>> [dict(candidate.parts) for candidate in matcher.candidates(matcher.tokens("Not today. Tomorrow!"))]
    [{'day_word': 0}, {'day_word': 1}]
    """

    def __init__(self, grammar: Grammar) -> None:
        classes = _Classes(grammar)
        self._of_class = classes.codes
        self._values = classes.values
        self._numbers = grammar.numbers
        self.tokens = Coder(classes.of_word, classes.of_shape, classes.endings, classes.glued).tokens
        self._compiled = tuple(_Compiler(grammar, classes, pattern).compiled() for pattern in grammar.patterns)
        self._openings: dict[str, tuple[_Compiled, ...]] = {"": self._compiled}
        openers = "".join(code for code in classes.all if self._opened_by(code))
        self._opener = re.compile(f"[{openers}]" if openers else r"(?!)")

    def codes(self, name: str) -> str:
        """The codes of the tokens that are in a class; none if the grammar hasn't got it."""
        return self._of_class.get(name, "")

    def candidates(self, tokens: Tokens) -> list[Candidate]:
        """Where patterns fit, disjoint and in order: of those that overlap, the longest."""
        found: list[_Hit] = []
        codes, openings = tokens.codes, self._openings
        for opener in self._opener.finditer(codes):
            start = opener.start()
            opening = codes[start : start + 2]
            patterns = openings.get(opening)
            if patterns is None:
                patterns = self._opened_by(opening)
            best: _Hit | None = None
            for compiled in patterns:
                match = compiled.whole.match(codes, start)
                if match is not None and (best is None or match.end() > best.last):
                    best = _Hit(start, match.end(), compiled, match)
            if best is not None:
                found.append(best)
        return [
            Candidate(hit.first, hit.last, hit.compiled.pattern, self._parts(tokens, hit))
            for hit in _longest(found, tokens)
        ]

    def _opened_by(self, opening: str) -> tuple[_Compiled, ...]:
        """The patterns that tokens with these codes can open; remembered, as there are few pairs of codes."""
        opened = tuple(one for one in self._openings[opening[:-1]] if one.may_open_with(opening))
        self._openings[opening] = opened
        return opened

    def _parts(self, tokens: Tokens, hit: _Hit) -> Parts:
        parts: dict[str, Value] = dict(hit.compiled.pattern.given)
        for name, classes in hit.compiled.captures.items():
            first, last = hit.match.span(name)
            if first >= 0 and (value := self._value(tokens.words(first, last), classes)) is not None:
                parts[name] = value
        return parts

    def _value(self, words: list[str], classes: tuple[str, ...]) -> Value | None:
        """What was captured: a class's value for the word, else the number that the words make."""
        if len(words) == 1:
            if not _AS_WRITTEN.isdisjoint(classes):
                return words[0]
            for name in classes:
                if (value := self._values.get(name, {}).get(words[0])) is not None:
                    return value
        values = [value for value in map(self._number, words) if value is not None]
        return composed(values) if values else None

    def _number(self, word: str) -> Value | None:
        """The value of a word in a number, which may be in figures; None for words such as "and"."""
        if word[0].isdigit():
            return _figure(word)
        for name in self._numbers:
            if (value := self._values[name].get(word)) is not None:
                return value
        return None


@attrs.frozen
class _Hit:
    first: int
    last: int
    compiled: _Compiled
    match: Any


def _figure(word: str) -> Value | None:
    """A number in figures: a whole one, a decimal one or a fraction; None if it's none of these."""
    try:
        if "/" in word:
            above, below = word.split("/")
            return int(above) / int(below)
        return float(word) if "." in word else int(word.replace(",", ""))
    except (ValueError, ZeroDivisionError):
        return None


def _longest(found: list[_Hit], tokens: Tokens) -> list[_Hit]:
    """Of matches that overlap, the longest, and of equally long ones the first."""
    taken = bytearray(len(tokens.codes))
    kept = []
    for hit in sorted(found, key=lambda hit: (tokens.starts[hit.first] - tokens.end(hit.last - 1), hit.first)):
        if not any(taken[hit.first : hit.last]):
            taken[hit.first : hit.last] = b"\1" * (hit.last - hit.first)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


class _Classes:
    """The classes of one grammar: their codes, and the values of their words."""

    def __init__(self, grammar: Grammar) -> None:
        self.values: dict[str, dict[str, Value]] = {}
        names_of: dict[str, list[str]] = {}
        for name, entries in grammar.words.items():
            values = self.values[name] = {}
            for value, words in entries.items():
                for word in words.split():
                    for spelling in _spellings(word):
                        names_of.setdefault(spelling, []).append(name)
                        values[spelling] = _typed(value)
        for literal in sorted(_literals(grammar)):
            for spelling in _spellings(literal):
                names_of.setdefault(spelling, []).append(literal)
        sets = dict.fromkeys((*SHAPES, *((name,) for name in grammar.endings), *map(tuple, names_of.values())))
        code_of = {names: chr(_FIRST_CODE + place) for place, names in enumerate(sets)}
        self.all = "".join(code_of.values())
        self.of_word = {word: code_of[tuple(names)] for word, names in names_of.items()}
        self.of_shape = {names: code_of[names] for names in SHAPES}
        self.endings = tuple((endings, code_of[(name,)]) for name, endings in grammar.endings.items())
        self.glued = [word for word, names in names_of.items() if not set(names).isdisjoint(grammar.glued)]
        self.codes: dict[str, str] = dict(_ALWAYS)
        for names, code in code_of.items():
            for name in names:
                self.codes[name] = self.codes.get(name, "") + code


def _spellings(word: str) -> Iterator[str]:
    """The spellings that a word in a grammar stands for."""
    if word in _LIKE:
        yield from _LIKE[word]
    elif word.islower():
        yield from dict.fromkeys((word, word.capitalize(), word.upper()))
    else:
        yield from dict.fromkeys((word, word.upper()))


def _typed(value: str) -> Value:
    """The value of a word, which is a key of the data: a number if it's written like one, else a code."""
    for kind in (int, float):
        try:
            number = kind(value)
        except ValueError:
            continue
        if str(number) == value:
            return number
    return value


def _literals(grammar: Grammar) -> set[str]:
    """The words and marks that stand in the grammar's patterns as themselves."""
    sources = list(grammar.parts.values())
    for one in grammar.patterns:
        sources += (one.pattern, one.after, one.before, one.not_after, one.not_before)
    atoms = (match["atom"] for source in sources for match in _NOTATION.finditer(source))
    return {atom for atom in atoms if atom and not atom.isupper()}


@attrs.frozen
class _Compiled:
    """A pattern as regular expressions: with what stands around it, and without; and the classes of its captures."""

    pattern: Pattern
    whole: Any
    body: Any
    captures: dict[str, tuple[str, ...]]

    def may_open_with(self, opening: str) -> bool:
        return self.body.match(opening, partial=True) is not None


class _Compiler:
    """Compiles one pattern of a grammar."""

    def __init__(self, grammar: Grammar, classes: _Classes, pattern: Pattern) -> None:
        self._grammar = grammar
        self._classes = classes
        self._pattern = pattern
        self._captures: dict[str, tuple[str, ...]] = {}
        self._inside: list[str] = []

    def compiled(self) -> _Compiled:
        pattern = self._pattern
        if pattern.meaning not in MEANINGS:
            self._refuse(f"the meaning {pattern.meaning!r}, and there is none of that name")
        body = f"(?:{self._expression(pattern.pattern)})"
        before = self._around("<=", pattern.after) + self._around("<!", pattern.not_after)
        after = self._around("=", pattern.before) + self._around("!", pattern.not_before)
        try:
            whole = regex.compile(before + body + after)
            return _Compiled(pattern, whole, regex.compile(body), self._captures)
        except regex.error as error:
            self._refuse(f"a pattern that isn't one: {error}")

    def _around(self, sign: str, source: str) -> str:
        return f"(?{sign}{self._expression(source)})" if source else ""

    def _expression(self, source: str) -> str:
        """The regular expression that a piece of a pattern compiles to; notes the classes of its captures."""
        return "".join(self._pieces(source))

    def _pieces(self, source: str) -> Iterable[str]:
        name = ""
        for token in _NOTATION.finditer(source):
            if token["name"]:
                name = token["name"]
                self._captures.setdefault(name, ())
                continue
            opening = f"(?P<{name}>" if name else "(?:"
            if token["meta"] == "(":
                yield opening
            elif atom := token["atom"]:
                if name:
                    self._captures[name] += (atom,)
                yield f"{opening}{self._atom(atom)})"
            else:
                yield token[0]
            name = ""

    def _atom(self, atom: str) -> str:
        if atom in self._grammar.parts:
            if atom in self._inside:
                self._refuse(f"{atom!r}, a part that has itself as a part")
            self._inside.append(atom)
            expression = self._expression(self._grammar.parts[atom])
            self._inside.pop()
            return expression
        codes = self._classes.codes.get(atom)
        if codes is None:
            self._refuse(f"{atom!r}, which is neither a word class nor a part")
        return f"[{codes}]"

    def _refuse(self, what: str) -> NoReturn:
        raise ConfigurationError(
            f"the {self._grammar.language} grammar of dates has in rule {self._pattern.rule!r} {what}: "
            "report it to its authors"
        )
