"""A language as data: word classes, patterns over them, and what each pattern means.

A pattern is written in a small notation and compiled to a regular expression over the codes of
tokens (see `_tokens`). Without `*` and `+`, a pattern's matches are of bounded length, so that
matching it at each token is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs
import regex

from geobrief.errors import ConfigurationError
from geobrief_dates._numbers import Value, composed
from geobrief_dates._tokens import BREAK, CAPITAL, OTHER, SHAPES, Coder, Tokens

Parts: TypeAlias = Mapping[str, Any]
"""What a pattern captured, by name: numbers, or codes such as `"MO"` for morning."""

_LIKE = {"-": "-–—‑‐−", "'": "'’‘`´", '"': '"“”'}
_ALWAYS = {"OTHER": OTHER, "CAPITAL": CAPITAL, "BREAK": BREAK}
_WRITTEN = frozenset({"ISO", "ISO_MONTH", "FIGURES", "CLOCK", "CLOCK_DOT"})  # classes whose words are read later
_NOTATION = regex.compile(r"(?P<name>[a-z_0-9]+)=|(?P<repeat>\{\d,\d\})|(?P<meta>[()|?])|(?P<atom>\w+|\S)")


@attrs.frozen(kw_only=True)
class Pattern:
    """One rule of a grammar.

    `rule` is the id of its entry in the catalogue, `meaning` the name of the function that
    resolves it, `given` parts that go with it beside those captured. `after` and `before` must
    stand next to it, `not_after` and `not_before` mustn't.
    """

    rule: str
    pattern: str
    meaning: str
    given: Parts = attrs.field(factory=dict)
    after: str = ""
    before: str = ""
    not_after: str = ""
    not_before: str = ""


@attrs.frozen(kw_only=True, eq=False)
class Grammar:
    """How a language writes dates: a resource that the tagger finds by this type.

    `language` is ISO 639-1. `words` holds the word classes: upper-case name → value → words,
    separated by blanks; a word in lower case stands for all spellings, one with a capital for
    those with a capital. A pattern is a sequence of literal words, word classes and `parts` (named
    pieces of patterns, in upper case, too), of which `name=CLASS` captures the value, `( … | … )`
    groups, `?` makes the last one optional and `{0,3}` repeats it. `day_first` tells how to
    read 3/4/2024. `glued` are the classes of words that may follow a figure without
    a blank (`7pm`), `numbers` those that make numbers. `endings` sort other words in lower case into classes.
    """

    language: str
    words: Mapping[str, Mapping[str, str]]
    patterns: tuple[Pattern, ...]
    parts: Mapping[str, str] = attrs.field(factory=dict)
    numbers: tuple[str, ...] = ()
    glued: tuple[str, ...] = ()
    endings: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    day_first: bool = True


@attrs.frozen
class Candidate:
    """A place where a pattern fits, from token `first` to before `last`; not resolved yet."""

    first: int
    last: int
    pattern: Pattern
    parts: Parts


class Matcher:
    """A compiled grammar: finds candidates in texts.

    >>> grammar = Grammar(
    ...     language="xx",
    ...     words={"DAY_WORD": {"0": "today", "1": "tomorrow"}},
    ...     patterns=(Pattern(rule="x/day", pattern="n=DAY_WORD", meaning="day"),),
    ... )
    >>> matcher = Matcher(grammar)
    >>> [dict(candidate.parts) for candidate in matcher.candidates(matcher.tokens("Not today. Tomorrow!"))]
    [{'n': 0}, {'n': 1}]
    """

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        classes = _Classes(grammar)
        self._coder = Coder(classes.word_codes, classes.shape_codes, classes.endings, classes.glued)
        self._of_class = classes.of_class
        self._values = classes.values
        self.tokens = self._coder.tokens
        self._compiled = tuple(_Compiled.of(pattern, grammar, classes) for pattern in grammar.patterns)
        self._openings: dict[str, tuple[_Compiled, ...]] = {"": self._compiled}
        openers = (code for code in map(chr, range(0x100, 0x100 + classes.size)) if self._opened_by(code))
        self._opener = re.compile(f"[{''.join(openers)}]" if self._compiled else "(?!)")

    def codes(self, name: str) -> str:
        """The codes of the tokens that are in a class; none if the grammar hasn't got it."""
        return self._of_class.get(name, "")

    def candidates(self, tokens: Tokens) -> list[Candidate]:
        """Where patterns fit, disjoint and in order: of those that overlap, the longest."""
        found: list[tuple[int, int, _Compiled, Any]] = []
        codes, openings = tokens.codes, self._openings
        for opener in self._opener.finditer(codes):
            start = opener.start()
            opening = codes[start : start + 2]
            patterns = openings.get(opening)
            if patterns is None:
                patterns = self._opened_by(opening)
            best = start
            for compiled in patterns:
                match = compiled.whole.match(codes, start)
                if match is not None and match.end() > best:
                    best = match.end()
                    hit = (start, best, compiled, match)
            if best > start:
                found.append(hit)
        return [
            Candidate(start, end, compiled.pattern, self._parts(tokens, compiled, match))
            for start, end, compiled, match in _longest(found, tokens)
        ]

    def _opened_by(self, opening: str) -> tuple[_Compiled, ...]:
        """The patterns that tokens with these codes can open; remembered, as there are few pairs of codes."""
        opened = tuple(one for one in self._openings[opening[:-1]] if one.may_open_with(opening))
        self._openings[opening] = opened
        return opened

    def _parts(self, tokens: Tokens, compiled: _Compiled, match: Any) -> Parts:
        parts: dict[str, Value] = dict(compiled.pattern.given)
        for name, classes in compiled.captures.items():
            first, last = match.span(name)
            if first >= 0:
                value = self._value(tokens.words(first, last), classes)
                if value is not None:
                    parts[name] = value
        return parts

    def _value(self, words: list[str], classes: tuple[str, ...]) -> Value | None:
        """What was captured: a class's value for the word, else the number that the words make."""
        if len(words) == 1 and not _WRITTEN.isdisjoint(classes):
            return words[0]
        for name in classes:
            if len(words) == 1 and (value := self._values.get(name, {}).get(words[0])) is not None:
                return value
        values: list[Value] = []
        for word in words:
            for name in self.grammar.numbers:
                if (value := self._values[name].get(word)) is not None:
                    values.append(value)
                    break
            else:
                if word[0].isdigit():
                    values.append(_figure(word))
        return composed(values) if values else None


def _figure(word: str) -> Value:
    """A number in figures: a whole one, a decimal one or a fraction; the word itself if it's none of these."""
    try:
        if "/" in word:
            above, below = word.split("/")
            return int(above) / int(below)
        return float(word) if "." in word else int(word.replace(",", ""))
    except (ValueError, ZeroDivisionError):
        return word


def _longest(found: list[tuple[int, int, _Compiled, Any]], tokens: Tokens) -> list[tuple[int, int, _Compiled, Any]]:
    """Of matches that overlap, the longest, and of equally long ones the first."""
    taken = bytearray(len(tokens.codes))
    kept = []
    for hit in sorted(found, key=lambda hit: (tokens.starts[hit[0]] - tokens.end(hit[1] - 1), hit[0])):
        start, end = hit[0], hit[1]
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(hit)
    kept.sort(key=lambda hit: hit[0])
    return kept


class _Classes:
    """The code of every word and shape, and the codes of every class, of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.values: dict[str, dict[str, Value]] = {}
        of_word: dict[str, list[str]] = {}
        for name, entries in grammar.words.items():
            values = self.values[name] = {}
            for value, words in entries.items():
                for word in words.split():
                    for spelling in _spellings(word):
                        of_word.setdefault(spelling, []).append(name)
                        values[spelling] = _number(value)
        for literal in sorted(_literals(grammar)):
            for spelling in _spellings(literal):
                of_word.setdefault(spelling, []).append(f"'{literal}'")
        codes: dict[tuple[str, ...], str] = {}
        for names in (*SHAPES, *((name,) for name in grammar.endings), *map(tuple, of_word.values())):
            codes.setdefault(names, chr(0x100 + len(codes)))
        self.size = len(codes)
        self.word_codes = {word: codes[tuple(names)] for word, names in of_word.items()}
        self.shape_codes = {names: codes[names] for names in SHAPES}
        self.glued = [word for word, names in of_word.items() if any(name in grammar.glued for name in names)]
        self.endings = tuple((endings, codes[(name,)]) for name, endings in grammar.endings.items())
        self.of_class: dict[str, str] = dict(_ALWAYS)
        for names, code in codes.items():
            for name in names:
                self.of_class[name] = self.of_class.get(name, "") + code


def _spellings(word: str) -> Iterator[str]:
    """The spellings that a word in a grammar stands for."""
    if word in _LIKE:
        yield from _LIKE[word]
    elif word.islower():
        yield from dict.fromkeys((word, word.capitalize(), word.upper()))
    else:
        yield from dict.fromkeys((word, word.upper()))


def _number(value: str) -> Value:
    """The value of a word, which is a key of the data: a number if it's written like one, else a code."""
    for kind in (int, float):
        try:
            if str(number := kind(value)) == value:
                return number
        except ValueError:
            continue
    return value


def _literals(grammar: Grammar) -> set[str]:
    """The words and marks that stand in the grammar's patterns as themselves."""
    sources = [
        source
        for one in grammar.patterns
        for source in (one.pattern, one.after, one.before, one.not_after, one.not_before)
    ]
    return {
        atom
        for source in (*sources, *grammar.parts.values())
        for match in _NOTATION.finditer(source)
        if (atom := match["atom"]) and not atom.isupper()
    }


@attrs.frozen
class _Compiled:
    pattern: Pattern
    whole: Any
    body: Any
    captures: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, pattern: Pattern, grammar: Grammar, classes: _Classes) -> _Compiled:
        captures: dict[str, tuple[str, ...]] = {}

        def expression(source: str) -> str:
            return "".join(_expression(source, pattern.rule, grammar, classes, captures))

        body = expression(pattern.pattern)
        around = [
            f"(?{sign}{expression(source)})"
            for sign, source in (
                ("<=", pattern.after),
                ("<!", pattern.not_after),
                ("=", pattern.before),
                ("!", pattern.not_before),
            )
            if source
        ]
        before = [one for one in around if one[2] == "<"]
        after = [one for one in around if one[2] != "<"]
        return cls(
            pattern,
            regex.compile("".join((*before, f"(?:{body})", *after))),
            regex.compile(f"(?:{body})"),
            captures,
        )

    def may_open_with(self, opening: str) -> bool:
        return self.body.match(opening, partial=True) is not None


def _expression(
    source: str, rule: str, grammar: Grammar, classes: _Classes, captures: dict[str, tuple[str, ...]]
) -> Iterable[str]:
    """The pieces of the regular expression that a pattern compiles to; notes the classes of its captures."""
    name = ""
    for token in _NOTATION.finditer(source):
        if token["name"]:
            name = token["name"]
            continue
        if token["repeat"] or token["meta"] in ("?", "|", ")"):
            yield token[0]
            continue
        if token["meta"] == "(":
            yield f"(?P<{name}>" if name else "(?:"
        else:
            atom = token["atom"]
            if name:
                captures[name] = (*captures.get(name, ()), atom)
            inner = _atom(atom, rule, grammar, classes, captures)
            yield f"(?P<{name}>{inner})" if name else inner
        if name:
            captures.setdefault(name, ())
        name = ""


def _atom(atom: str, rule: str, grammar: Grammar, classes: _Classes, captures: dict[str, tuple[str, ...]]) -> str:
    if atom in grammar.parts:
        return f"(?:{''.join(_expression(grammar.parts[atom], rule, grammar, classes, captures))})"
    if codes := classes.of_class.get(atom if atom.isupper() else f"'{atom}'"):
        return f"[{codes}]"
    raise ConfigurationError(
        f"the {grammar.language} grammar of dates names {atom!r} in rule {rule!r}, "
        "but there is neither a word class nor a part of that name"
    )
