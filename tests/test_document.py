"""Documents: immutable, with layers by key, and sentences that help when a layer isn't there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plugins_for_tests import MARKS, NOTES, OTHERS, Mark, analyzer, every, pipeline_of, registry_of
from strategies import document, documents, ranges, texts

import geobrief
from geobrief import (
    Diagnostic,
    Document,
    DocumentLayer,
    Evidence,
    Failure,
    Finding,
    OffsetMap,
    Source,
    Span,
    SpanSet,
    View,
    loads,
)
from geobrief.errors import InputError, MissingLayerError, OffsetError, UndeclaredLayerError


@given(documents())
def test_a_span_is_the_text_between_its_offsets(doc: Document) -> None:
    for span in doc[MARKS]:
        assert doc.slice(span) == doc.text[span.start : span.end] == doc.slice(Evidence(span.start, span.end))
        start, end = doc.source_range(span.start, span.end)
        assert doc.source_text[start:end] == doc.slice(Evidence(start, end, "source")) == doc.slice(span)


@given(documents())
def test_layers_are_named_in_order_and_asked_for_by_key(doc: Document) -> None:
    assert doc.layers == ("marks", "notes")
    assert MARKS in doc
    assert OTHERS not in doc
    assert list(doc[MARKS]) == sorted(doc[MARKS], key=lambda span: (span.start, span.end, span.rule))
    assert doc[MARKS] is doc[MARKS]
    loaded = loads(geobrief.dumps(doc))
    assert loaded[MARKS] is loaded[MARKS]  # decoded once


ATTRIBUTES = ["text", "id", "metadata", "source", "offsets", "diagnostics", "failures", "_layers", "layers", "other"]


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_assignment_raises(name: str) -> None:
    doc = document("text")
    with pytest.raises(AttributeError):
        setattr(doc, name, "other")
    with pytest.raises(AttributeError):
        delattr(doc, name)
    assert doc == document("text")


def test_nothing_in_it_can_be_assigned_either() -> None:
    doc = document("text", MARKS([Span(0, 1, Mark("a"), "r")]), metadata={"a": {"b": 1}})
    refused: list[Any] = [
        lambda: doc.metadata.__setitem__("a", 1),  # type: ignore[attr-defined]
        lambda: doc.metadata["a"].__setitem__("b", 2),
        lambda: doc[MARKS].__setitem__(0, None),  # type: ignore[attr-defined]
        lambda: setattr(doc[MARKS][0], "start", 2),
        lambda: setattr(doc[MARKS][0].payload, "label", "b"),
        lambda: setattr(doc.source, "text", "other"),
        lambda: doc.__setitem__(MARKS, []),  # type: ignore[attr-defined]
    ]
    for change in refused:
        with pytest.raises((AttributeError, TypeError)):
            change()


@given(documents(), documents())
def test_documents_are_equal_if_they_are_saved_alike(one: Document, two: Document) -> None:
    assert one == one
    assert (one == two) == (geobrief.dumps(one) == geobrief.dumps(two))
    assert one != "text"
    assert (one == two) <= (hash(one) == hash(two))


@pytest.mark.parametrize(
    "other",
    [
        document("other"),
        document("text", id="b"),
        document("text", metadata={"a": 1}),
        document("text", MARKS([])),
        document("text", source=Source.of("<p>text", "<p>text"), offsets=OffsetMap(4, [(0, 3, 7)])),
        document("text", source=Source.of(b"text", "text", "ascii")),
    ],
)
def test_what_differs_makes_documents_differ(other: Document) -> None:
    assert document("text") != other
    assert document("text") == document("text")


def test_surrogates_and_the_character_that_they_spell_are_two_texts() -> None:
    assert document("\ud83d\ude00") != document("😀")


def test_the_repr_names_the_layers_and_not_the_text() -> None:
    doc = document("secret " * 1_000, MARKS([]), NOTES([]), id="a.txt")
    assert repr(doc) == "<Document 'a.txt', 7000 code points, layers: marks, notes>"
    assert repr(document("")) == "<Document 'a', 0 code points, layers: none>"


@given(texts.filter(bool), st.data())
def test_a_view_of_a_document_leaves_out_the_spans_of_a_layer(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(ranges(len(text)), max_size=3))
    doc = document(text, MARKS(Span(*place, Mark(str(place[0] % 2)), "r") for place in places))
    assert doc.without(MARKS) == View.leaving_out(text, places)
    odd = [place for place in places if place[0] % 2]
    assert doc.without(MARKS, where=lambda span: span.payload.label == "1") == View.leaving_out(text, odd)
    assert doc.text == text


def test_evidence_is_looked_up_where_it_lies() -> None:
    doc = document(
        "A&B",
        source=Source.of("<p>A&amp;B", "<p>A&amp;B"),
        offsets=OffsetMap(3, [(0, 3, 4), (1, 4, 9), (2, 9, 10)]),
        metadata={"url": "https://example.org/2024", "n": 2024},
    )
    assert doc.slice(Evidence(1, 2)) == "&"
    assert doc.slice(Evidence(4, 9, "source")) == "&amp;"
    assert doc.slice(Evidence(20, 24, "given:url")) == "2024"
    assert doc.slice(Evidence(0, 4, "given:n")) == "2024"  # in its form as a string
    assert doc.source_range(1, 3) == (4, 10)
    for nowhere in (Evidence(3, 4), Evidence(9, 11, "source"), Evidence(0, 1, "given:title"), Span(2, 2, None, "r")):
        with pytest.raises(OffsetError, match="doesn't lie in"):
            doc.slice(nowhere)


def test_the_source_of_plain_text_is_the_text_and_others_must_be_saved() -> None:
    plain = loads(geobrief.dumps(document("text")))
    assert plain.source.text is None
    assert plain.source_text == "text"
    page = loads(
        geobrief.dumps(document("text", source=Source.of("<p>text", "<p>text"), offsets=OffsetMap(4, [(0, 3, 7)])))
    )
    with pytest.raises(InputError, match=r"saved without its source: save it with dumps\(doc, source=True\)"):
        page.slice(Evidence(0, 3, "source"))


def test_a_page_without_text_has_a_source_all_the_same() -> None:
    page = document("", source=Source.of("<p></p>", "<p></p>"))
    assert page.slice(Evidence(0, 3, "source")) == "<p>"
    assert loads(geobrief.dumps(page, source=True)).source_text == "<p></p>"
    with pytest.raises(InputError, match="saved without its source"):
        loads(geobrief.dumps(page)).source_text  # noqa: B018


def test_a_layer_that_nobody_provides_is_missing_with_a_hint() -> None:
    with pytest.raises(MissingLayerError) as raised:
        document("text", NOTES([]), id="a.txt")[MARKS]
    assert str(raised.value) == (
        "document 'a.txt' has no layer 'marks' (it has: notes): install the plugin that provides it, or don't block it"
    )
    with pytest.raises(KeyError):
        document("text")[DocumentLayer("x", Mark)]
    assert document("text").layers == ()


def test_a_missing_layer_says_which_plugin_is_broken_or_skipped_or_failed() -> None:
    def fail(doc: Document) -> Any:
        raise ValueError("no such day")

    registry = registry_of(
        needy=analyzer(None, OTHERS, name="needy", requires=(DocumentLayer("nobody's", Mark),)),
        shaky=analyzer(fail, NOTES, name="shaky"),
    ).adding("broken", object(), version="3")
    (doc,) = geobrief.pipeline(registry=registry).analyze_many(["text"], errors="return")
    assert isinstance(doc, Document)
    with pytest.raises(MissingLayerError) as raised:
        doc[MARKS]
    message = str(raised.value)
    assert "plugin 'broken' (broken 3) is broken: it has no hooks" in message
    assert "analyzer 'needy' (plugin 'needy' 1.2) is skipped: no working plugin provides layer \"nobody's\"" in message
    assert "analyzer 'shaky': ValueError: no such day" in message


@pytest.mark.parametrize("declares", [(), (NOTES,)])
def test_an_analyzer_that_reads_a_layer_it_didnt_declare_is_told(declares: tuple[Any, ...]) -> None:
    seen: list[Any] = []

    def peek(doc: Document) -> Any:
        seen.append((doc.layers, MARKS in doc))
        with pytest.raises(UndeclaredLayerError) as raised:
            doc[MARKS]
        seen.append(str(raised.value))
        return [OTHERS([])]

    pipeline_of(
        marker=[analyzer(every("a"), MARKS, name="marker"), analyzer(None, NOTES, name="noter")],
        peeker=analyzer(peek, OTHERS, name="peeker", requires=declares),
    ).analyze("banana")
    assert seen == [
        (tuple(key.name for key in declares), False),
        "analyzer 'peeker' read layer 'marks' without declaring it: name it in requires= or optional=",
    ]


def test_an_optional_layer_that_nobody_provides_is_missing_not_undeclared() -> None:
    def look(doc: Document) -> Any:
        assert MARKS not in doc
        with pytest.raises(MissingLayerError) as raised:
            doc[MARKS]
        assert not isinstance(raised.value, UndeclaredLayerError)
        return [OTHERS([])]

    assert OTHERS in pipeline_of(looker=analyzer(look, OTHERS, optional=(MARKS,))).analyze("text")


def test_diagnostics_are_sentences_with_an_id() -> None:
    for wrong in ((1, "a"), ("a", None)):
        with pytest.raises(TypeError):
            Diagnostic(*wrong)  # type: ignore[arg-type]


def test_failures_and_findings_are_values() -> None:
    assert Failure("a", "p", "1", ("x",), "m") == Failure("a", "p", "1", ("x",), "m")
    assert Finding(1, "r") == Finding(1, "r", ())


@given(documents())
def test_an_absent_layer_that_is_got_is_empty(doc: Document) -> None:
    assert doc.get(MARKS) == doc[MARKS]
    assert doc.get(NOTES) == doc[NOTES]
    assert doc.get(OTHERS) == SpanSet()
    assert doc.get(DocumentLayer("remarks", Mark)) == ()


def test_an_undeclared_layer_can_not_be_got_either() -> None:
    def look(doc: Document) -> Any:
        with pytest.raises(UndeclaredLayerError):
            doc.get(MARKS)
        return [OTHERS([])]

    assert OTHERS in pipeline_of(looker=analyzer(look, OTHERS)).analyze("text")
