"""The codec: payloads to JSON and back, and JSON that loses nothing."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plugins_for_tests import Mark
from strategies import json_values, marks, texts

from geobrief._codec import Codec, canonical, digest, parsed_json
from geobrief.errors import LayerDefinitionError, PayloadError, StoreError


@given(json_values)
def test_canonical_json_is_one_line_of_ascii_and_reads_back(value: Any) -> None:
    text = canonical(value)
    assert text.isascii()
    assert "\n" not in text
    assert parsed_json(text) == value
    assert parsed_json(text.encode()) == value
    assert canonical(parsed_json(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_other_readers_read_the_same(text: str) -> None:
    assert json.loads(canonical(text)) == text == parsed_json(json.dumps(text, ensure_ascii=False))


@given(st.text(st.sampled_from("\ud83d\udbff\ud800\ude00\udc00\udfff😀\U00010000\U0010ffff\\uDd8é"), max_size=8))
def test_surrogates_stay_apart(text: str) -> None:
    """Two surrogates that follow one another are two code points in Python, and one character in JSON."""
    assert parsed_json(canonical({text: [text]})) == {text: [text]}
    assert json.loads(canonical(text)) == json.loads(json.dumps(text))  # for other readers nothing is special


def test_the_order_of_keys_is_no_matter() -> None:
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1}) == '{"a":2,"b":1}'
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1}) != digest({"a": 2, "b": 2})


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_there_is_no_nan(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical([value])


@pytest.mark.parametrize(
    "text", ["NaN", "[Infinity]", "-Infinity", "1e400", "-1e400", "[", "", "\ufeff1", b"\xff", "{1:2}"]
)
def test_what_isnt_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError):
        parsed_json(text)


@given(marks)
def test_what_is_encoded_decodes_to_the_same(mark: Mark) -> None:
    codec = Codec(Mark)
    value = codec.encode(mark)
    assert codec.decode(value) == mark
    assert codec.decode(parsed_json(canonical(value))) == mark
    assert canonical(codec.encode(codec.decode(value))) == canonical(value)


def test_sets_are_sorted() -> None:
    assert Codec(Mark).encode(Mark("a", tags=frozenset("fedcba")))["tags"] == list("abcdef")


@attrs.frozen
class Event:
    kind: Literal["strike", "storm"]
    day: dt.date
    places: tuple[Mark, ...] = ()
    casualties: int | None = None
    severity: float = attrs.field(default=0.0)

    @severity.validator
    def _in_bounds(self, attribute: object, value: float) -> None:
        if value > 1:
            raise ArithmeticError("severity is at most 1")


DAY = dt.date(2024, 3, 18)


@pytest.mark.parametrize(
    "payload",
    [
        Mark("a"),
        Event("flood", DAY),  # type: ignore[arg-type]
        Event("storm", "2024-03-18x"),  # type: ignore[arg-type]
        Event("storm", DAY, (Mark(5),)),  # type: ignore[arg-type]
        Event("storm", DAY, (Mark("a", weight=math.nan),)),
        Event("storm", DAY, casualties=True),
        Event("storm", DAY, casualties=object()),  # type: ignore[arg-type]
        Event,
        None,
        {"kind": "storm", "day": "2024-03-18"},
    ],
)
def test_a_payload_that_couldnt_be_read_back_is_refused(payload: object) -> None:
    with pytest.raises(PayloadError, match=r"^payload .* (can't be saved: |is a \w+, not the Event)"):
        Codec(Event).encode(payload)


def test_a_payload_nested_without_end_is_refused() -> None:
    @attrs.frozen
    class Box:
        inside: list[Any] = attrs.field(factory=list, repr=False)

    box = Box()
    box.inside.append(box.inside)
    with pytest.raises(PayloadError, match="can't be saved"):
        Codec(Box).encode(box)


@pytest.mark.parametrize(
    "value",
    [
        {"kind": "storm"},
        {"kind": "flood", "day": "2024-03-18"},
        {"kind": "storm", "day": "18 March"},
        {"kind": "storm", "day": "2024-03-18", "places": [{"label": 5}]},
        {"kind": "storm", "day": "2024-03-18", "severity": 2},  # the class's own check
        {"kind": "\ud800", "day": "\ud800"},
        [],
        None,
    ],
)
def test_a_value_that_doesnt_fit_is_a_store_error(value: Any) -> None:
    with pytest.raises(StoreError, match="a saved Event doesn't fit its class"):
        Codec(Event).decode(value)


def test_fields_that_a_class_doesnt_know_are_ignored() -> None:
    assert Codec(Event).decode({"kind": "storm", "day": "2024-03-18", "newer": [1]}) == Event("storm", DAY)


@given(texts)
def test_any_text_survives_in_a_payload(text: str) -> None:
    assert Codec(Mark).decode(parsed_json(canonical(Codec(Mark).encode(Mark(text))))) == Mark(text)


@pytest.mark.parametrize("payload", [int, dict, dict[str, int], "Mark", None, Mark("a")])
def test_a_payload_class_is_an_attrs_class(payload: Any) -> None:
    with pytest.raises(LayerDefinitionError, match="can't be a payload: it is not an attrs class"):
        Codec(payload)


def test_the_schema_describes_the_payload() -> None:
    schema = Codec(Event).schema["$defs"]["Event"]
    assert schema["required"] == ["kind", "day"]
    assert schema["properties"]["kind"] == {"enum": ["storm", "strike"]}
