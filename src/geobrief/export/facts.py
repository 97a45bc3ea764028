"""The facts of a brief: what a document's layers say, each fact with its label, its rule and its places.

Layers are read through their keys and drawn by what these `show`; which plugin made one doesn't matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal, TypeAlias, TypeVar

import attrs

from geobrief._document import Diagnostic, Document, Failure
from geobrief._layer import AnyLayer, DocumentLayer, Shows
from geobrief._span import Evidence, Finding, Span, SpanSet
from geobrief._view import View
from geobrief.errors import InputError
from geobrief.export.one_line import around, first_words, one_line
from geobrief.vocabulary import (
    BLOCKS,
    BOILERPLATE,
    BOILERPLATE_SCORES,
    DATES,
    LANGUAGE,
    PUBLISHED,
    SENTENCES,
    TITLE,
    TOPIC_EVIDENCE,
    TOPIC_SCORES,
    TOPICS,
    Block,
)

P = TypeVar("P")

Tense: TypeAlias = Literal["past", "now", "ahead"]
"""Whether days lie before the day of publication, hold it, or lie after it."""

_DETAILS = frozenset(key.name for key in (BOILERPLATE_SCORES, TOPIC_SCORES, TOPIC_EVIDENCE))
"""Layers that detail another one: a brief leaves them out."""

_REFERENCES: dict[str, Tense] = {"PAST_REF": "past", "PRESENT_REF": "now", "FUTURE_REF": "ahead"}
"""The values of TIMEX3 that give a direction and no day."""

_LONGEST = 200  # characters of a quote or label
_LONGEST_LEAD = 1_000  # characters
_CONTEXT = 50  # characters on each side of a quote


@attrs.frozen
class Quote:
    """A place, and what stands there on one line: None if it lies in a source that wasn't saved.

    `before` and `after` are the words around it in its sentence or mark, as far as they were looked up.
    """

    text: str | None
    start: int
    end: int
    where: str = "text"
    weight: float | None = None
    before: str = ""
    after: str = ""

    @property
    def in_context(self) -> str:
        """The quote with the words around it."""
        return f"{self.before}{self.text or ''}{self.after}"


@attrs.frozen(kw_only=True)
class Fact:
    """One thing that a layer says. Days are half-open, as in the payload; `tense` compares them with the
    day of publication. `in_body` is false of what stands in a mark on the page's furniture.
    """

    label: str
    rule: str
    quotes: tuple[Quote, ...]
    type: str | None = None
    role: str | None = None
    score: float | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    tense: Tense | None = None
    in_body: bool = True


@attrs.frozen
class Section:
    """The facts of one layer, and how they are to be drawn: intervals in the order of time, others as found."""

    layer: str
    shows: Shows
    facts: tuple[Fact, ...]


@attrs.frozen(kw_only=True)
class Brief:
    """What is worth telling of a document at a glance.

    `layers` are those that the document has: if one is among them and its fact is None, it was looked
    for and not found. `length` is in code points.
    """

    id: str
    length: int
    layers: frozenset[str]
    language: Fact | None
    title: Fact | None
    published: Fact | None
    lead: Quote | None
    headings: tuple[Quote, ...]
    sections: tuple[Section, ...]
    failures: tuple[Failure, ...]
    diagnostics: tuple[Diagnostic, ...]

    def facts(self, key: AnyLayer) -> tuple[Fact, ...]:
        """The facts of a layer that is drawn; none if the document hasn't got it."""
        return next((section.facts for section in self.sections if section.layer == key.name), ())

    @property
    def ahead(self) -> Fact | None:
        """The next date of the body after the day of publication; if there is none, something said to come."""
        coming = [fact for fact in self.facts(DATES) if fact.tense == "ahead" and fact.in_body]
        dated = [fact for fact in coming if fact.earliest and fact.type in ("DATE", "TIME")]
        undated = [fact for fact in coming if not fact.earliest]
        return next(iter([*dated, *undated]), None)


def brief_of(doc: Document, keys: Iterable[AnyLayer] = ()) -> Brief:
    """The facts of a document.

    `keys` are layers to draw besides BOILERPLATE, TOPICS and DATES, such as those of a pipeline's
    analyzers: each that `shows` something becomes a section, if the document has it.

    >>> from geobrief import analyze
    >>> brief_of(analyze("Oil fell on Monday. Gas rose.", only=[])).lead.text
    'Oil fell on Monday.'
    """
    others = sorted((key for key in keys if key.name not in _DETAILS), key=lambda key: key.name)
    drawn = {key.name: key for key in (BOILERPLATE, TOPICS, DATES, *others) if key.shows and key in doc}
    published = _first(doc, PUBLISHED)
    title = _first(doc, TITLE)
    day = published.earliest if published else None
    return Brief(
        id=doc.id,
        length=len(doc.text),
        layers=frozenset(doc.layers),
        language=_first(doc, LANGUAGE),
        title=title,
        published=published,
        lead=_lead(doc),
        headings=tuple(_quote(doc, Evidence(start, end)) for start, end in _headings(doc, title)),
        sections=tuple(_section(doc, key, day) for key in drawn.values()),
        failures=doc.failures,
        diagnostics=doc.diagnostics,
    )


def _first(doc: Document, key: DocumentLayer[Any]) -> Fact | None:
    if key not in doc:
        return None
    return next((_fact(doc, finding, in_context=True) for finding in doc[key]), None)


def _section(doc: Document, key: AnyLayer, day: dt.date | None) -> Section:
    assert key.shows  # only such keys are drawn
    facts = [_fact(doc, value, in_context=key.shows == "interval", day=day) for value in doc[key]]
    if key.shows == "interval":
        facts.sort(key=lambda fact: (fact.earliest or dt.date.max, fact.latest or dt.date.max))
    return Section(key.name, key.shows, tuple(facts))


def _fact(
    doc: Document, value: Span[Any] | Finding[Any], *, in_context: bool = False, day: dt.date | None = None
) -> Fact:
    """What a span or finding says, in whichever of the usual fields its payload has."""
    payload = value.payload
    places = [Evidence(value.start, value.end)] if isinstance(value, Span) else value.evidence
    earliest, latest = _day(payload, "earliest") or _day(payload, "date"), _day(payload, "latest")
    score = getattr(payload, "score", None)
    label = _label(payload)
    return Fact(
        label=label,
        rule=value.rule,
        quotes=tuple(_quote(doc, place, in_context=in_context) for place in places),
        type=_text(payload, "type"),
        role=_text(payload, "role"),
        score=score if isinstance(score, (int, float)) else None,
        earliest=earliest,
        latest=latest,
        tense=_tense(earliest, latest, day) if earliest or latest else _REFERENCES.get(label),
        in_body=not getattr(payload, "in_boilerplate", False),
    )


def _label(payload: Any) -> str:
    """What a payload calls its thing: the field `value`, else the first that holds text, else all fields."""
    names = [field.name for field in attrs.fields(type(payload))]
    texts = filter(None, (_text(payload, name) for name in ["value", *names]))
    return next(texts, None) or _plain(", ".join(f"{name} {getattr(payload, name)}" for name in names))


def _text(payload: Any, name: str) -> str | None:
    value = getattr(payload, name, None)
    return _plain(value) if isinstance(value, str) else None


def _plain(text: str) -> str:
    return first_words(one_line(text[: 4 * _LONGEST]), _LONGEST)


def _day(payload: Any, name: str) -> dt.date | None:
    value = getattr(payload, name, None)
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None


def _tense(earliest: dt.date | None, latest: dt.date | None, day: dt.date | None) -> Tense | None:
    if day is None:
        return None
    if latest is not None and latest <= day:
        return "past"
    return "ahead" if earliest is not None and earliest > day else "now"


def _quote(doc: Document, place: Evidence, *, in_context: bool = False) -> Quote:
    try:
        text = doc.slice(place)
    except InputError:  # the source wasn't saved
        return Quote(None, place.start, place.end, place.where, place.weight)
    before, after = _around(doc, place.start, place.end) if in_context and place.where == "text" else ("", "")
    return Quote(_plain(text), place.start, place.end, place.where, place.weight, before, after)


def _around(doc: Document, start: int, end: int) -> tuple[str, str]:
    """The words before and after a place, within the mark on the page's furniture or the sentence that holds it."""
    sentences, marks = doc.get(SENTENCES), doc.get(BOILERPLATE)
    held: list[Span[Any]] = [*sentences.covering(start, end), *marks.covering(start, end)]
    if not held:
        return "", ""
    whole = min(held, key=lambda span: span.end - span.start)
    return around(doc.text, start, end, (whole.start, whole.end), _CONTEXT)


def _heading_blocks(doc: Document) -> SpanSet[Block]:
    return SpanSet(span for span in doc.get(BLOCKS) if span.payload.kind == "heading")


def _headings(doc: Document, title: Fact | None) -> list[tuple[int, int]]:
    """The places of the body's headings: those that neither are the title nor marked."""
    marks = doc.get(BOILERPLATE)
    titles = [quote for quote in (title.quotes if title else ()) if quote.where == "text"]
    return [
        (span.start, span.end)
        for span in _heading_blocks(doc)
        if not marks.covering(span.start, span.end)
        and not any(quote.start < span.end and span.start < quote.end for quote in titles)
    ]


def _lead(doc: Document) -> Quote | None:
    """The first sentence of the body, which headings aren't part of, without what is marked in it."""
    marks, headings = doc.get(BOILERPLATE), _heading_blocks(doc)
    for sentence in doc.get(SENTENCES):
        if headings.covering(sentence.start, sentence.end):
            continue
        inside = [
            (max(mark.start, sentence.start) - sentence.start, min(mark.end, sentence.end) - sentence.start)
            for mark in marks.overlapping(sentence.start, sentence.end)
        ]
        view = View.leaving_out(doc.text[sentence.start : sentence.end], inside)
        if any(map(str.isalnum, view.text)):
            start, end = sentence.start + view.segments[0].start, sentence.start + view.segments[-1].end
            return Quote(first_words(one_line(view.text[: 4 * _LONGEST_LEAD]), _LONGEST_LEAD), start, end)
    return None
