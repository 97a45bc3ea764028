"""Hypothesis strategies that the tests of core share."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st
from plugins_for_tests import MARKS, NOTES, Mark, pipeline_of, text_parser

from geobrief import Document, Evidence, Filled, Finding, Input, OffsetMap, Parsed, Pipeline, Ref, Source, Span, SpanSet

# Every code point, surrogates too; those that some step of ours treats in a way of its own come up often.
_DELICATE = st.sampled_from(
    list(' \t\n\r\x0b\x0c\x1c\x85\xa0\u2028\u3000\0\\"u/<&;aİß\ud83d\ude00\udfff\ud800😀\U0010ffffא\u0301')
)
texts = st.text(st.one_of(_DELICATE, st.characters()))
words = st.text(st.sampled_from("ab \n"), max_size=12)

finite = st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | finite | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
json_objects = st.dictionaries(texts, json_values, max_size=4)


@st.composite
def ranges(draw: st.DrawFn, length: int) -> tuple[int, int]:
    """A range that lies in a text of `length` code points, at least 1."""
    start = draw(st.integers(0, length - 1))
    return start, draw(st.integers(start + 1, length))


refs = st.builds(Ref, st.sampled_from(["marks", "notes"]), st.integers(0, 3))
marks = st.builds(
    Mark,
    label=st.sampled_from(["a", "b"]) | texts,
    weight=st.sampled_from([0.0, -0.0, 0.5, 1.0]) | finite,
    tags=st.frozensets(st.sampled_from("abcdef")),
    ref=st.none() | refs,
    day=st.none() | st.dates(),
)
rules = st.sampled_from(["a/one", "a/two"]) | texts


def spans(length: int, payloads: st.SearchStrategy[Any] = marks) -> st.SearchStrategy[Span[Any]]:
    return st.builds(lambda place, payload, rule: Span(*place, payload, rule), ranges(length), payloads, rules)


def span_sets(length: int) -> st.SearchStrategy[SpanSet[str]]:
    """Sets with many spans of the same bounds; payloads are strings."""
    few = st.sampled_from("ab")
    return st.lists(spans(length, few), max_size=30).map(SpanSet)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document as a pipeline makes it: metadata, a map or none, spans and findings."""
    text = draw(texts)
    source_text, offsets = text, OffsetMap(len(text))
    if text and draw(st.booleans()):
        source_text, offsets = f"<p>{text}", OffsetMap(len(text), [(0, 3, 3 + len(text))])
    fields: dict[str, Any] = {}
    if text:
        evidence = st.builds(
            lambda place, weight: Evidence(*place, weight=weight), ranges(len(text)), st.none() | finite
        )
        finding = st.builds(Finding, marks, rules, st.lists(evidence, max_size=3).map(tuple))
        fields = {
            "spans": draw(st.lists(spans(len(text)), max_size=6)),
            "findings": draw(st.lists(finding, max_size=3)),
        }
    return document(
        text,
        MARKS(fields.get("spans", [])),
        NOTES(fields.get("findings", [])),
        source=Source.of(source_text, source_text, draw(st.none() | st.just("utf-8"))),
        offsets=offsets,
        metadata=draw(json_objects),
        id=draw(texts),
    )


def document(
    text: str,
    *layers: Filled[Any],
    source: Source | None = None,
    offsets: OffsetMap | None = None,
    metadata: dict[str, Any] | None = None,
    id: str = "a",
) -> Document:
    """A document made by a parser that fills these layers."""
    source, offsets = source or Source.of(text, text), offsets or OffsetMap(len(text))
    parsed, made = _parsing(*(filled.key for filled in layers))
    parsed[:] = [Parsed(text=text, source=source, offsets=offsets, layers=layers)]
    return made.analyze(Input(text, id=id, metadata=metadata or {}))


@cache
def _parsing(*keys: Any) -> tuple[list[Parsed], Pipeline]:
    """A list of one, and a pipeline whose parser says that this one is what it parsed."""
    parsed: list[Parsed] = []
    return parsed, pipeline_of(parser=text_parser(*keys, parse=lambda item: parsed[0]))
