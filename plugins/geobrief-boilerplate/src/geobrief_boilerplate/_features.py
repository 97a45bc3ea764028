"""What the model sees of a line: the names of what holds for it, its place and its neighbours.

A feature is a name that is there or isn't, so that what weighed most can be told as reasons.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

import attrs

from geobrief_boilerplate._lines import Line

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_DIGIT = re.compile(r"\d")
_LONG_ENOUGH_FOR_PROSE = 80
_SHORTEST_SENTENCE = 4  # words
_SENTENCE_ENDS = frozenset(".!?:…。！？।؟")
_CLOSERS = "\"')”’]»"
_LONGEST_SHORT = 12  # words
_LONGEST_LABEL = 8

_WORDS = 0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89
_WORD_NAMES = (
    *("", "no word", "1 word", "2 words", "3-4 words", "5-7 words", "8-12 words", "13-20 words", "21-33 words"),
    *("34-54 words", "55-88 words", "89+ words"),
)
_STEPS = 1, 2, 3, 5, 8, 13, 21, 34
_TOLD_OF_NEIGHBOURS = "rule", "hint", "prose", "has a price", "all capitals", "capitals"
_FEW, _SOME = (1, 2, 4), (1, 2, 4, 8)
_AMID = "amid prose"
_HEAD, _END = 6, 8  # lines that are told apart by their number
_UNDER = 30  # lines that a heading is taken to speak for
_HEADINGS = frozenset(
    ["rule related", "rule comments", "rule share", "rule subscribe", "rule contents-heading", "rule navigation"]
)
_SIGNS = {
    "|": "has bars",
    "©": "has ©",
    "@": "has @",
    "#": "has #",
    "http": "has an address",
    "www.": "has an address",
    "$": "has a price",
    "£": "has a price",
    "€": "has a price",
    "%": "has a percentage",
    "•": "has bullets",
    "·": "has bullets",
    ">": "has an arrow",
    "»": "has an arrow",
    "›": "has an arrow",
    "→": "has an arrow",
    "←": "has an arrow",
    "/": "has a slash",
    "...": "has dots",
    "…": "has dots",
    "_": "looks like code",
    "=": "looks like code",
    "{": "looks like code",
    '"': "has quotes",
    "(": "has brackets",
    "!": "exclaims",
    "?": "asks",
    "&": "has &",
    " - ": "has a dash",
    ": ": "has a colon",
    "★": "has stars",
    "✓": "has ticks",
    "✔": "has ticks",
}


@attrs.frozen
class Shape:
    """A line by itself: its words, the longer of them, what makes it equal to another, its features.

    `is_prose` says that it is long and ends like a sentence, `is_sentence` that it is at least a sentence.
    The first two features are its length and its end.
    """

    words: tuple[str, ...]
    content: tuple[str, ...]
    key: str
    is_prose: bool
    is_sentence: bool
    rule: str
    features: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        return len(self.words) <= _LONGEST_SHORT

    @property
    def length(self) -> str:
        return "short" if self.is_short else "long"

    @property
    def is_named(self) -> bool:
        """Whether a rule that marks has named it; a hint has not."""
        return self.rule.startswith("rule ")

    @classmethod
    def of(cls, line: Line, rule: str = "", function_words: Collection[str] = ()) -> Shape:
        """The shape of a line that `rule` may have named; without function words, of any language."""
        text = line.text
        found = _WORD.findall(text)
        words = tuple([word.casefold() for word in found])
        count = len(words)
        last = text.rstrip(_CLOSERS)[-1:] or text[-1]
        is_prose = count >= 1 and len(text) >= _LONG_ENOUGH_FOR_PROSE and (last in _SENTENCE_ENDS or len(text) >= 240)
        is_sentence = is_prose or (count >= _SHORTEST_SENTENCE and last in ".。।")
        features = [_WORD_NAMES[_bin(count, _WORDS)], _ending(text, last), _beginning(text), f"is a {line.kind}"]
        if count >= 2:
            capitals = sum([word[0].isupper() for word in found]) / count
            features.append(f"capitals {_bin(capitals, (0.15, 0.35, 0.6, 1))}")
        if text.isupper():
            features.append("all capitals")
        if digits := len(_DIGIT.findall(text, 0, 100)):
            features.append(f"digits {_bin(digits / min(len(text), 100), (0.05, 0.15, 0.3, 0.6))}")
        features += dict.fromkeys([name for sign, name in _SIGNS.items() if sign in text])
        if sentences := text.count(". ") + text.count("? ") + text.count("! "):
            features.append(f"{min(sentences, 3) + 1} sentences")
        if commas := text.count(","):
            features.append(f"{min(commas, 4)} commas")
        if is_prose:
            features.append("prose")
        if rule:
            features.append(rule)
        if function_words and count >= 4:
            share = sum([word in function_words for word in words]) / count
            features.append(f"function words {_bin(share, (0.001, 0.1, 0.2, 0.3, 0.4, 0.5))}")
        content = tuple([word for word in words if len(word) > 3])
        return cls(words, content, " ".join(words) or text, is_prose, is_sentence, rule, tuple(features))


def _ending(text: str, last: str) -> str:
    if last in ".!。！।":
        return "ends like a sentence"
    if last in "?؟":
        return "ends with a question"
    if last == ":":
        return "ends with a colon"
    if last == "…":
        return "ends with dots"
    if text[-1] == ")":
        return "ends with a bracket"
    return f"ends with a {'digit' if last.isdigit() else 'letter' if last.isalpha() else 'sign'}"


def _beginning(text: str) -> str:
    first = text[0]
    if first.isupper():
        return "begins upper case"
    if first.islower():
        return "begins lower case"
    return f"begins with a {'digit' if first.isdigit() else 'letter' if first.isalpha() else 'sign'}"


def _bin(value: float, edges: Sequence[float]) -> int:
    return bisect_right(edges, value)


def in_context(shapes: Sequence[Shape]) -> Iterator[list[str]]:
    """The features of each line of a document: its own, its place's, its neighbours'."""
    page = _Page.of(shapes)
    repeats = _Repeats.of(shapes)
    heading, heading_place = "", 0
    for place, shape in enumerate(shapes):
        features = [*shape.features, *page.features(place, shape), *repeats.features(place, shape, page.zone(place))]
        features += _neighbour(shapes, place, -1, repeats)
        features += _neighbour(shapes, place, +1, repeats)
        if heading and place - heading_place < _UNDER:
            features.append(f"under {heading}, {_bin(place - heading_place, (2, 4, 8, 16))}")
        if shape.is_prose:
            heading = ""
        if shape.rule in _HEADINGS:
            heading, heading_place = shape.rule, place
        yield features


@attrs.frozen
class _Page:
    """Where a document's prose lies, and where the lines that rules have named."""

    count: int
    first_prose: int
    last_prose: int
    prose_before: list[int]
    named_before: list[int]

    @classmethod
    def of(cls, shapes: Sequence[Shape]) -> _Page:
        prose = [place for place, shape in enumerate(shapes) if shape.is_prose]
        first, last = (prose[0], prose[-1]) if prose else (len(shapes), -1)
        return cls(
            len(shapes),
            first,
            last,
            [0, *accumulate(shape.is_prose for shape in shapes)],
            [0, *accumulate(shape.is_named for shape in shapes)],
        )

    def zone(self, place: int) -> str:
        if place < self.first_prose:
            return "above the prose"
        return "below the prose" if place > self.last_prose else _AMID

    def features(self, place: int, shape: Shape) -> Iterator[str]:
        size, end = shape.features[:2]
        length, zone = shape.length, self.zone(place)
        yield f"document is {_bin(self.prose_before[-1] / self.count, (0.1, 0.2, 0.35, 0.5, 0.7))} prose"
        yield f"{zone}, {length}"
        yield f"{zone}, {size}"
        yield f"{size}, {end}"
        yield f"tenth {10 * place // self.count}"
        if place < self.first_prose:
            yield f"{_bin(self.first_prose - place, _STEPS)} above the prose"
        elif place > self.last_prose:
            yield f"{_bin(place - self.last_prose, _STEPS)} below the prose"
        if zone != _AMID and place < _HEAD:
            yield f"line {place}, {length}, {zone}"
            yield f"line {place}, {length}, {_bin(self._named(0, _HEAD), _FEW)} named at the head"
        if zone != _AMID and (left := self.count - 1 - place) < _END:
            named = self._named(self.count - _END, self.count)
            yield f"{left} from the end, {length}, {zone}"
            yield f"{left} from the end, {length}, {_bin(named, _FEW)} named at the end"
        low, high = max(0, place - 5), min(self.count, place + 6)
        near = (self.prose_before[high] - self.prose_before[low]) / (high - low)
        yield f"{_bin(near, (0.1, 0.25, 0.4, 0.6, 0.8))} prose around"
        around = self._named(place - 3, place) + self._named(place + 1, place + 4)
        yield f"{_bin(around, (1, 2, 3))} named around, {length}"
        yield f"{_bin(self._named(0, place), _FEW)} named above, {length}, {zone}"
        yield f"{_bin(self._named(place + 1, self.count), _FEW)} named below, {length}, {zone}"
        yield f"{_bin(self.named_before[-1], _SOME)} named, {length}, {zone}"

    def _named(self, start: int, end: int) -> int:
        return self.named_before[min(end, self.count)] - self.named_before[max(start, 0)]


def _neighbour(shapes: Sequence[Shape], place: int, step: int, repeats: _Repeats) -> Iterator[str]:
    side = "before" if step < 0 else "next"
    if not 0 <= place + step < len(shapes):
        yield f"{side}: nothing"
        return
    shape, other = shapes[place], shapes[place + step]
    size, end, *rest = other.features
    yield f"{side}: {size}"
    yield f"{side}: {end}"
    for name in rest:
        if name.startswith(_TOLD_OF_NEIGHBOURS):
            yield f"{side}: {name}"
    if other.is_short and repeats.times[other.key] > 1:
        yield f"{side}: repeated"
        if repeats.last[other.key] > place + step:
            yield f"{side}: comes again"
    if not shape.is_prose and not other.is_prose:
        yield f"{side}: {'like it' if shape.features[:3] == other.features[:3] else 'unlike it'}"


@attrs.frozen
class _Repeats:
    """What occurs more than once in a document: lines, their first and last words, words at all."""

    times: Counter[str]
    first: dict[str, int]
    last: dict[str, int]
    openings: Counter[str]
    closings: Counter[str]
    words: Counter[str]
    prose_words: Counter[str]

    @classmethod
    def of(cls, shapes: Sequence[Shape]) -> _Repeats:
        labels = [shape.words for shape in shapes if len(shape.words) <= _LONGEST_LABEL]
        return cls(
            Counter(shape.key for shape in shapes),
            {shape.key: place for place, shape in reversed(list(enumerate(shapes)))},
            {shape.key: place for place, shape in enumerate(shapes)},
            Counter(words[0] for words in labels if words),
            Counter(words[-1] for words in labels if len(words) > 1),
            Counter(word for shape in shapes for word in set(shape.content)),
            Counter(word for shape in shapes if shape.is_prose for word in set(shape.content)),
        )

    def features(self, place: int, shape: Shape, zone: str) -> Iterator[str]:
        if shape.is_short:
            if (times := self.times[shape.key]) > 1:
                yield f"repeated {_bin(times, (3, 5, 9, 20))}"
                yield "seen before" if self.first[shape.key] < place else "comes again"
            if 0 < len(shape.words) <= _LONGEST_LABEL:
                if (times := self.openings[shape.words[0]]) > 2:
                    yield f"same first word {_bin(times, (4, 8, 16, 32))}"
                if len(shape.words) > 1 and (times := self.closings[shape.words[-1]]) > 2:
                    yield f"same last word {_bin(times, (4, 8, 16, 32))}"
        if content := shape.content:
            met = sum([self.words[word] > 1 for word in content]) / len(content)
            told = sum([self.prose_words[word] > shape.is_prose for word in content]) / len(content)
            yield f"words met elsewhere {_bin(met, (0.01, 0.3, 0.6, 0.99))}"
            yield f"words told in prose {_bin(told, (0.01, 0.3, 0.6, 0.99))}"
            yield f"words told in prose {_bin(told, (0.01, 0.3, 0.6, 0.99))}, {shape.length}, {zone}"
