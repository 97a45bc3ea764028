"""What type checkers say of programs that are right. Checked by mypy --strict and pyright, never run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, assert_type

import attrs

import geobrief
from geobrief import (
    Analyzer,
    Diagnostic,
    Document,
    DocumentLayer,
    Filled,
    Finding,
    Layer,
    Ref,
    Rejected,
    Resource,
    Span,
    SpanSet,
    View,
    hookimpl,
)
from geobrief._descriptors import Resources
from geobrief.vocabulary import BOILERPLATE, DATES, PUBLISHED, TOPICS, DateMention, Published, Role


def reading(doc: Document) -> None:
    assert_type(doc[DATES], SpanSet[DateMention])
    assert_type(doc[PUBLISHED], tuple[Finding[Published], ...])
    assert_type(doc[DATES][0], Span[DateMention])
    assert_type(doc[DATES][1:], tuple[Span[DateMention], ...])
    assert_type(doc[DATES].overlapping(0, 1), tuple[Span[DateMention], ...])
    assert_type(doc.slice(doc[DATES][0]), str)
    assert_type(doc.without(BOILERPLATE, where=lambda span: span.payload.kind == "ad"), View)
    assert_type({finding.payload.topic: finding.payload.score for finding in doc[TOPICS]}, dict[str, float | None])
    for finding in doc[TOPICS]:
        assert_type(finding.payload.role, Role | None)
    for span in doc[DATES]:
        assert_type(span.payload.anchor, Ref | None)
    assert_type(DATES in doc, bool)


def filling(spans: list[Span[DateMention]]) -> None:
    assert_type(DATES(spans), Filled[DateMention])
    assert_type(DATES(span for span in spans), Filled[DateMention])
    assert_type(PUBLISHED([]), Filled[Published])


@attrs.frozen
class Place:
    """A payload of a plugin of one's own."""

    country: str


@attrs.frozen
class Capital(Place):
    """A payload that says more."""

    inhabitants: int = 0


PLACES = Layer("places", Place, shows="label")
assert_type(PLACES, Layer[Place])
assert_type(DocumentLayer("origin", Place), DocumentLayer[Place])


def keys_spans_and_sets_are_covariant(
    key: Layer[Capital], about: DocumentLayer[Capital], spans: SpanSet[Capital], finding: Finding[Capital]
) -> tuple[Layer[Place], DocumentLayer[Place], SpanSet[Place], Finding[Place], Layer[object]]:
    PLACES([Span(0, 1, Capital("FR", 2_000_000), "places/capital")])
    return key, about, spans, finding, key


def prepare(registry: Resources, options: Mapping[str, Any]) -> Any:
    for resource in registry.resources(str):
        assert_type(resource.version, str)
    return run


def run(doc: Document) -> Iterator[Filled[Place] | Diagnostic]:
    yield PLACES([Span(0, 1, Place("GE"), "places/capital")])
    yield Diagnostic("places/none", "no place is named")


@hookimpl
def geobrief_analyzers() -> Iterable[Analyzer]:
    yield Analyzer(
        name="places", provides=(PLACES,), requires=(DATES,), optional=(BOILERPLATE, PUBLISHED), prepare=prepare
    )


@hookimpl
def geobrief_resources() -> Iterable[Resource[Any]]:
    resource = Resource(name="capitals", version="1", type=frozenset[str], load=lambda: frozenset({"Tbilisi"}))
    assert_type(resource, Resource[frozenset[str]])
    return [resource]


def running(path: Path) -> None:
    doc = geobrief.analyze("Oil fell.", published="2024-03-18", options={"dates": {"genre": "narrative"}})
    assert_type(doc, Document)
    assert_type(geobrief.loads(geobrief.dumps(doc)), Document)
    made = geobrief.pipeline(only=["dates"], block=("topics",))
    assert_type(made.analyze(path), Document)
    for result in made.analyze_many(geobrief.read(path), errors="return"):
        assert_type(result, Document | Rejected)
