"""Programs that are wrong. Each line marked is an error; a mark without an error is one, too. Never run."""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from geobrief import Document, Finding, Layer, Span
from geobrief.vocabulary import BOILERPLATE, DATES, PUBLISHED, Boilerplate, Published, Topic


def wrong_payloads(dates: list[Span[Boilerplate]], found: Finding[Published], spans: Span[Published]) -> None:
    DATES(dates)  # type: ignore[arg-type]
    DATES([Span(0, 1, "2024-03-18", "dates/iso")])  # type: ignore[arg-type]
    BOILERPLATE([Span(0, 1, Topic, "topics/energy")])  # type: ignore[arg-type]
    PUBLISHED([spans])  # type: ignore[list-item]
    DATES([found])  # type: ignore[list-item]


def wrong_reading(doc: Document) -> None:
    doc["dates"]  # type: ignore[call-overload]
    _ = doc[DATES][0].payload.kind  # type: ignore[attr-defined]
    _ = doc[DATES].evidence  # type: ignore[attr-defined]
    doc[PUBLISHED].overlapping(0, 1)  # type: ignore[attr-defined]
    doc.without(PUBLISHED)  # type: ignore[arg-type]
    doc.without(BOILERPLATE, where=lambda span: span.payload.value == "ad")  # type: ignore[attr-defined]


def changes(doc: Document) -> None:
    doc.text = ""  # type: ignore[misc]
    doc[DATES] = []  # type: ignore[index]
    doc[DATES][0].start = 1  # type: ignore[misc]
    doc.metadata["url"] = "u"  # type: ignore[index]


def wrong_keys(wide: Layer[object]) -> Layer[Boilerplate]:
    Layer("places", Boilerplate, shows="colour")  # type: ignore[arg-type]
    Layer("places", "Boilerplate")  # type: ignore[arg-type]
    return wide  # type: ignore[return-value]
