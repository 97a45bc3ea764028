"""From the blocks of a text to what is marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from geobrief import Span
from geobrief.vocabulary import BlockKind, Boilerplate, BoilerplateKind, BoilerplateScore
from geobrief_boilerplate._features import Shape, in_context
from geobrief_boilerplate._lines import Line, lines_of
from geobrief_boilerplate._model import LineModel
from geobrief_boilerplate._rules import LineRule, LineRules

MODEL_RULE, CONTENTS_RULE, TITLE_RULE = "boilerplate/line-model", "boilerplate/contents", "boilerplate/title"
_CONTENTS_HEADING, _RELATED = "boilerplate/contents-heading", "boilerplate/related"

_TAIL = 5
"""How many lines from the end a rule of the tail reaches, where prose goes on to the end."""

_UNDER = 30
"""How many lines a heading such as "Related" speaks for, unless prose comes first."""

_GLUED_WITHIN = 120
"""How many code points of the first line may be a date that was glued to it."""


@attrs.frozen
class Name:
    """What a line would be marked as, and by which rule; if it isn't `sure`, the model decides whether it is."""

    kind: BoilerplateKind
    rule: str
    is_sure: bool


@attrs.frozen
class Found:
    """The marks of a text, and the score of each of its lines."""

    marks: list[Span[Boilerplate]]
    scores: list[Span[BoilerplateScore]]


@attrs.frozen
class Marker:
    """All that is known of litter.

    Rules, function words and the `english` model are of English; the `structural` model is for other
    languages. `precisions` says how often each rule that marks is right.
    """

    rules: LineRules
    function_words: frozenset[str]
    english: LineModel
    structural: LineModel
    precisions: Mapping[str, float]

    @classmethod
    def of(cls, rules: Mapping[str, Any], function_words: Mapping[str, Any], model: Mapping[str, Any]) -> Marker:
        """The marker that the decoded data files make."""
        return cls(
            LineRules.of(rules),
            frozenset(function_words["words"]),
            LineModel.of(model["english"]),
            LineModel.of(model["structural"]),
            model["precisions"],
        )

    def find(
        self,
        text: str,
        blocks: Iterable[tuple[int, int, BlockKind]],
        *,
        is_english: bool = True,
        title: tuple[int, int] | None = None,
    ) -> Found:
        """What is litter or set aside in `text`; `blocks` and `title` lie at the given ranges of it."""
        lines = lines_of(text, blocks)
        if is_english:
            lines = list(self._unglued(text, lines))
            rules = [self.rules.match(line) for line in lines]
            shapes = [
                Shape.of(line, rule.name if rule else "", self.function_words)
                for line, rule in zip(lines, rules, strict=True)
            ]
            model = self.english
        else:
            rules = [None] * len(lines)
            shapes = [Shape.of(line) for line in lines]
            model = self.structural
        found = Found([], [])
        guessed: list[Span[Boilerplate]] = []
        is_left = False
        names = names_of(lines, rules, shapes, title)
        for line, shape, name, features in zip(lines, shapes, names, in_context(shapes), strict=True):
            probability = model.probability(features)
            is_marked = name.is_sure or model.is_enough(probability, is_sentence=shape.is_sentence)
            if name.is_sure:
                probability = max(probability, self.precisions[name.rule])
            if is_marked:
                payload = Boilerplate(name.kind, probability, model.reasons(features))
                (found.marks if name.is_sure else guessed).append(Span(line.start, line.end, payload, name.rule))
            is_left = is_left or not is_marked
            found.scores.append(Span(line.start, line.end, BoilerplateScore(probability), name.rule))
        if is_left:  # else what the model took for litter is all there is of the article
            found.marks.extend(guessed)
        return found

    def _unglued(self, text: str, lines: Sequence[Line]) -> Iterator[Line]:
        """The lines, the first one split behind a date that is glued to it."""
        for place, line in enumerate(lines):
            beginning = text[line.start : min(line.end, line.start + _GLUED_WITHIN)]
            if not place and (glued := self.rules.glued(beginning)):
                cut = line.start + glued
                yield from lines_of(text, [(line.start, cut, line.kind), (cut, line.end, line.kind)])
            else:
                yield line


def names_of(
    lines: Sequence[Line],
    rules: Sequence[LineRule | None],
    shapes: Sequence[Shape],
    title: tuple[int, int] | None = None,
) -> Iterator[Name]:
    """What each line would be marked as."""
    last_place = {shape.key: place for place, shape in enumerate(shapes)}
    holding = list(_holding(rules, shapes))
    heading: str | None = None
    until = 0
    for place, (line, rule, shape) in enumerate(zip(lines, rules, shapes, strict=True)):
        if shape.is_prose or place >= until:
            heading = None
        if title and line.start <= title[0] and line.end == title[1]:
            yield Name("title", TITLE_RULE, True)
        elif rule and holding[place]:
            yield Name(rule.kind, rule.id, True)
        elif heading == _CONTENTS_HEADING and last_place[shape.key] > place:
            yield Name("navigation", CONTENTS_RULE, True)
        elif rule:
            yield Name(rule.kind, rule.id, False)
        else:
            yield Name("related" if heading == _RELATED else "other", MODEL_RULE, False)
        if rule and holding[place] and rule.id in (_CONTENTS_HEADING, _RELATED):
            heading, until = rule.id, place + _UNDER


def _holding(rules: Sequence[LineRule | None], shapes: Sequence[Shape]) -> Iterator[bool]:
    """Whether the rule that matched each line marks it where it stands."""
    count = len(rules)
    prose = [place for place, shape in enumerate(shapes) if shape.is_prose]
    first, last = (prose[0], prose[-1]) if prose else (count, -1)
    for place, rule in enumerate(rules):
        if rule is None or rule.is_hint:
            yield False
        elif rule.zone == "edge":
            yield not first < place < last
        elif rule.zone == "tail":
            yield place >= max(count - _TAIL, count / 2)
        else:
            yield True
