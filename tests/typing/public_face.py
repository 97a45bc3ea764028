"""What type checkers see of the public face, and what they refuse: mypy --strict and pyright read it, nothing runs it.

A line that a checker must refuse carries an ignore; both checkers complain of an ignore that isn't needed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, assert_type

import attrs

import geobrief
from geobrief import (
    Analyzer,
    Diagnostic,
    Document,
    DocumentLayer,
    Evidence,
    Finding,
    Input,
    Layer,
    Rejected,
    Span,
    SpanSet,
    View,
)
from geobrief.vocabulary import (
    BOILERPLATE,
    DATES,
    PUBLISHED,
    SENTENCES,
    TOPICS,
    BoilerplateKind,
    DateMention,
    Published,
    Role,
    Sentence,
)


@attrs.frozen
class Capacity:
    """A payload of a third party."""

    megawatts: float


@attrs.frozen
class NuclearCapacity(Capacity):
    """A more special payload."""


CAPACITIES = Layer("capacities", Capacity)
TOTAL = DocumentLayer("total", Capacity)


def reading(doc: Document) -> None:
    """A key gives its payload's type."""
    assert_type(doc[DATES], SpanSet[DateMention])
    assert_type(doc[PUBLISHED], tuple[Finding[Published], ...])
    assert_type(doc[CAPACITIES][0].payload.megawatts, float)
    assert_type(doc[CAPACITIES][:2], tuple[Span[Capacity], ...])
    assert_type(doc[TOTAL][0].payload, Capacity)
    assert_type([span.payload.earliest for span in doc[DATES].overlapping(0, 9)], list[dt.date | None])
    assert_type(doc[BOILERPLATE][0].payload.kind, BoilerplateKind)
    assert_type({f.payload.topic: f.payload.score for f in doc[TOPICS]}, dict[str, float | None])
    assert_type(doc[TOPICS][0].payload.role, Role | None)
    assert_type(doc.without(BOILERPLATE, where=lambda span: span.payload.kind == "ad"), View)
    assert_type(doc.slice(doc[PUBLISHED][0].evidence[0]), str)
    assert_type(DATES in doc, bool)

    doc[DATES][0].payload.megawatts  # type: ignore[attr-defined]  # pyright: ignore
    doc["dates"]  # type: ignore[call-overload]  # pyright: ignore
    doc.without(PUBLISHED)  # type: ignore[arg-type]  # pyright: ignore
    doc.without(BOILERPLATE, where=lambda span: span.payload.knd == "ad")  # type: ignore[attr-defined]  # pyright: ignore


def writing() -> None:
    """One writes through the key, which takes its payload, or a more special one, and no other."""
    CAPACITIES([Span(0, 5, Capacity(1.5), "capacities/number")])
    CAPACITIES([Span(0, 5, NuclearCapacity(1.5), "capacities/number")])
    TOTAL([Finding(Capacity(1.5), "capacities/sum", (Evidence(0, 5),))])

    CAPACITIES([Span(0, 5, Sentence(), "capacities/number")])  # type: ignore[list-item]  # pyright: ignore
    CAPACITIES([Finding(Capacity(1.5), "capacities/sum")])  # type: ignore[list-item]  # pyright: ignore
    TOTAL([Span(0, 5, Capacity(1.5), "capacities/number")])  # type: ignore[list-item]  # pyright: ignore


def covariance(doc: Document, special: Layer[NuclearCapacity]) -> None:
    """Keys and spans of a special payload may stand where those of a general one are asked for."""
    general: Layer[Capacity] = special
    spans: SpanSet[Capacity] = doc[special]
    narrowed: Layer[NuclearCapacity] = CAPACITIES  # type: ignore[assignment]  # pyright: ignore
    del general, spans, narrowed


def nothing_changes(doc: Document) -> None:
    """Documents and spans are frozen."""
    doc.text = ""  # type: ignore[misc]  # pyright: ignore
    doc[DATES][0].start = 0  # type: ignore[misc]  # pyright: ignore
    doc[DATES][0].payload.value = ""  # type: ignore[misc]  # pyright: ignore


def calling(path: Path) -> None:
    """The functions of the public face."""
    doc = geobrief.analyze(path, published="2024-03-18", options={"dates": {"genre": "narrative"}})
    assert_type(doc, Document)
    assert_type(geobrief.loads(geobrief.dumps(doc, source=True)), Document)
    assert_type(geobrief.read(path), Iterator[Input | Rejected])
    pipeline = geobrief.pipeline(only=["dates"], require=["dates"])
    assert_type(pipeline.analyze(b"Oil fell.", published=dt.date(2024, 3, 18)), Document)
    assert_type(pipeline.analyze_many(geobrief.read(path), errors="return"), Iterator[Document | Rejected])
    assert_type(doc.layers, tuple[str, ...])

    geobrief.analyze(3)  # type: ignore[arg-type]  # pyright: ignore
    geobrief.analyze(path, genre="narrative")  # type: ignore[call-arg]  # pyright: ignore
    pipeline.analyze_many([], errors="ignore")  # type: ignore[arg-type]  # pyright: ignore


def describing() -> Analyzer:
    """A third party's analyzer."""

    def run(doc: Document) -> Iterator[Any]:
        yield CAPACITIES([])
        yield Diagnostic("capacities/none", f"{len(doc[SENTENCES])} sentences, no capacity")

    def prepare(registry: object, options: Mapping[str, Any]) -> Any:
        return run

    Analyzer("capacities", (CAPACITIES,), prepare)  # type: ignore[misc]  # pyright: ignore
    return Analyzer(name="capacities", provides=(CAPACITIES,), requires=(SENTENCES,), prepare=prepare)
