"""The store: what is written reads back without loss, and nothing else is read."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from growth import assert_linear
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plugins_for_tests import MARKS, NOTES, Mark
from strategies import document, documents, json_values, texts

from geobrief import Document, Evidence, Finding, Layer, OffsetMap, Source, Span, dumps, loads
from geobrief._codec import parsed_json
from geobrief.errors import InputError, MissingLayerError, StoreError

FULL = document(
    "Oil fell. 😀",
    MARKS([Span(0, 3, Mark("oil", 0.5, frozenset("ab")), "test/oil"), Span(4, 8, Mark("fall"), "test/verb")]),
    NOTES([Finding(Mark("topic"), "test/topic", (Evidence(0, 3, weight=0.25), Evidence(0, 4, "given:title")))]),
    source=Source.of("<p>Oil fell. 😀", "<p>Oil fell. 😀", "utf-8"),
    offsets=OffsetMap(11, [(0, 3, 14)]),
    metadata={"title": "Oil fell", "tags": ["a", {"b": 1}], "n": None},
    id="article.txt",
)


@given(documents())
def test_what_is_written_reads_back_equal_and_as_the_same_bytes(doc: Document) -> None:
    text = dumps(doc)
    loaded = loads(text)
    assert loaded == doc
    assert hash(loaded) == hash(doc)
    assert dumps(loaded) == text
    assert loaded[MARKS] == doc[MARKS]
    assert loaded[NOTES] == doc[NOTES]
    assert dumps(loaded) == text  # reading layers changes nothing
    assert (loaded.text, loaded.id, loaded.metadata, loaded.offsets) == (doc.text, doc.id, doc.metadata, doc.offsets)
    assert text.isascii()
    assert "\n" not in text
    assert loads(text.encode()) == doc


@given(documents())
def test_pickles_and_copies_are_equal(doc: Document) -> None:
    for twin in (pickle.loads(pickle.dumps(doc)), copy.copy(doc), copy.deepcopy(doc)):
        assert twin == doc
        assert twin[MARKS] == doc[MARKS]
        assert dumps(twin) == dumps(doc)


@given(texts)
def test_the_source_is_saved_on_request(text: str) -> None:
    doc = document(text, source=Source.of(f"<p>{text}", f"<p>{text}"), offsets=map_of(text, skipped=3))
    loaded = loads(dumps(doc, source=True))
    assert loaded.source_text == doc.source_text == f"<p>{text}"
    assert loaded == doc  # equality compares what is saved by default
    assert dumps(loaded) == dumps(doc)
    assert dumps(loaded, source=True) == dumps(doc, source=True)


def map_of(text: str, skipped: int) -> OffsetMap:
    return OffsetMap(len(text), [(0, skipped, skipped + len(text))] if text else [])


def test_a_source_that_wasnt_saved_cant_be_saved_again() -> None:
    with pytest.raises(InputError, match=r"document 'article.txt' was saved without its source"):
        dumps(loads(dumps(FULL)), source=True)


@given(
    st.dictionaries(texts.filter(lambda name: name not in {"marks", "notes"}), json_values, max_size=3), st.booleans()
)
def test_layers_that_no_plugin_knows_are_kept_value_for_value(fields: dict[str, Any], has_spans: bool) -> None:
    value = parsed_json(dumps(FULL))
    value["layers"]["foreign"] = {**fields, "spans" if has_spans else "findings": [fields, 1, None]}
    text = json.dumps(value)
    loaded = loads(dumps(loads(text)))
    assert parsed_json(dumps(loaded))["layers"]["foreign"] == parsed_json(text)["layers"]["foreign"]
    assert "foreign" in loaded.layers
    assert loaded[MARKS] == FULL[MARKS]


def test_fields_that_a_newer_plugin_wrote_are_kept_by_an_older_one() -> None:
    value = parsed_json(dumps(FULL))
    value["layers"]["marks"]["confidence"] = 1
    value["layers"]["marks"]["spans"][0] |= {"newer": [1]}
    value["layers"]["marks"]["spans"][0]["payload"] |= {"newer": {"a": 1.5}}
    loaded = loads(json.dumps(value))
    assert loaded[MARKS] == FULL[MARKS]
    assert parsed_json(dumps(loaded)) == value


@attrs.frozen
class Other:
    """What another plugin makes of the same layer."""

    label: str
    grade: int = 1


def test_a_layer_reads_with_any_key_whose_payload_fits() -> None:
    others = Layer("marks", Other)
    for doc in (FULL, loads(dumps(FULL))):
        assert [span.payload for span in doc[others]] == [Other("oil"), Other("fall")]
    with pytest.raises(StoreError, match="a saved Strict doesn't fit its class"):
        FULL[Layer("marks", Strict)]
    with pytest.raises(StoreError, match="layer 'notes' of the file is malformed"):
        loads(dumps(FULL))[Layer("notes", Mark)]  # it holds findings


@attrs.frozen
class Strict:
    grade: int


def test_a_layer_of_another_version_isnt_read_but_kept() -> None:
    newer = Layer("marks", Other, version=2)
    loaded = loads(dumps(FULL))
    with pytest.raises(
        StoreError, match=r"layer 'marks' was saved in version 1, and the installed plugin reads version 2"
    ):
        loaded[newer]
    assert dumps(loaded) == dumps(FULL)


def test_a_layer_that_wasnt_saved_is_missing() -> None:
    with pytest.raises(
        MissingLayerError, match=r"has no layer 'others' \(it has: marks, notes\): it was not saved with it"
    ):
        loads(dumps(FULL))[Layer("others", Mark)]


@pytest.mark.parametrize("version", [0, 2, 99, "1", None, [1], {}])
def test_another_version_of_the_format_is_refused(version: Any) -> None:
    value = {**parsed_json(dumps(FULL)), "geobrief": version}
    with pytest.raises(StoreError, match=r"a document of format .*, and this geobrief reads format 1"):
        loads(json.dumps(value))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"geobrief"',
        "{}",
        '{"text": "a"}',
        "NaN",
        '{"geobrief": NaN}',
        '{"geobrief": 1e999}',
        "[" * 100_000,
        "\0",
        '{"geobrief": ' + "9" * 10_000 + "}",
        '{"geobrief": 1}',
        b"",
        b"\xff\xfe\xfd",
        b'{"geobrief": "\xff"}',
    ],
)
def test_what_is_no_document_is_refused(text: str | bytes) -> None:
    with pytest.raises(StoreError, match="geobrief document"):
        loads(text)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value in a JSON value."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from places(item, (*path, key))


VALUE = parsed_json(dumps(FULL, source=True))
PLACES = list(places(VALUE))
ODD = [
    None,
    True,
    0,
    -1,
    1,
    5,
    99,
    1.5,
    1e300,
    "",
    "a",
    "2024-03-18",
    "\ud800",
    [],
    [1],
    [[0, 0, 9]],
    [[]],
    [None],
    {},
    {"a": 1},
]


def read_everything(text: str) -> None:
    """Read a document and all that is in it. A malformed one may raise `StoreError`, and nothing else may be raised."""
    try:
        doc = loads(text)
        doc[MARKS], doc[NOTES]
    except (StoreError, MissingLayerError):
        return
    assert loads(dumps(doc)) == doc
    assert repr(doc.id) in repr(doc)
    assert hash(doc) == hash(loads(dumps(doc)))
    for span in doc[MARKS]:
        assert doc.slice(span) == doc.text[span.start : span.end]
        doc.source_range(span.start, span.end)


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_a_malformed_document_raises_a_store_error_and_nothing_else(path: tuple[Any, ...]) -> None:
    for odd in [*ODD, "drop"]:
        value = copy.deepcopy(VALUE)
        holder = value
        for key in path[:-1]:
            holder = holder[key]
        if odd == "drop":
            del holder[path[-1]]
        else:
            holder[path[-1]] = odd
        read_everything(json.dumps(value))


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_document_mangled_at_several_places_raises_nothing_else(data: st.DataObject) -> None:
    value = copy.deepcopy(VALUE)
    for path in data.draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4)):
        holder: Any = value
        try:
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = data.draw(json_values)
        except (LookupError, TypeError):
            continue  # an earlier change took it away
    read_everything(json.dumps(value))


@given(st.data())
def test_a_document_that_was_cut_off_or_damaged_raises_nothing_else(data: st.DataObject) -> None:
    text = dumps(FULL)
    at = data.draw(st.integers(0, len(text)))
    read_everything(text[:at] + data.draw(texts) + text[at + data.draw(st.integers(0, 3)) :])


@pytest.mark.parametrize("depth", [50, 300, 600, 900, 5_000])
@pytest.mark.parametrize("where", ["metadata", "layers"])
def test_what_is_nested_deeply_reads_and_writes_or_is_refused(depth: int, where: str) -> None:
    nested = "[" * depth + "]" * depth
    text = json.dumps({**VALUE, where: {"deep": "HERE"}}).replace(
        '"HERE"', nested if where == "metadata" else f'{{"spans": {nested}}}'
    )
    try:
        doc = loads(text)
        assert dumps(doc)
    except StoreError:
        assert depth > 50


def test_a_number_that_cant_be_written_is_refused() -> None:
    with pytest.raises(StoreError, match="document 'a' can't be written as JSON"):
        dumps(document("", metadata={"n": 10**5_000}))


def test_lines_of_documents_load_one_by_one() -> None:
    lines = "".join(f"{dumps(doc)}\n" for doc in [FULL, document("\n\u2028")])
    assert [loads(line) for line in lines.splitlines()] == [FULL, document("\n\u2028")]


def test_writing_and_reading_take_linear_time() -> None:
    def make(n: int) -> Document:
        text = "oil " * n
        return document(text, MARKS(Span(at, at + 3, Mark(str(at)), "test/oil") for at in range(0, len(text), 4)))

    assert_linear(lambda doc: loads(dumps(doc))[MARKS], make, 1_000)
    assert_linear(lambda text: loads(dumps(document(text))), lambda n: "\ud83d\ude00😀" * n, 5_000)
