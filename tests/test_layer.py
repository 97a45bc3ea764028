"""Keys: what they check when they are made, and when they are filled."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plugins_for_tests import MARKS, NOTES, Mark
from strategies import marks, spans

from geobrief import DocumentLayer, Evidence, Filled, Finding, GeobriefError, Layer, Span, SpanSet, dumps
from geobrief.errors import LayerDefinitionError, PayloadError
from geobrief.vocabulary import BOILERPLATE, DATES, TOPICS, Boilerplate


@attrs.frozen
class Stay:
    earliest: int
    latest: int


@attrs.frozen
class Grade:
    score: float


@attrs.frozen
class Sort:
    kind: str


@pytest.mark.parametrize("make", [Layer, DocumentLayer])
@pytest.mark.parametrize(
    ("shows", "payload", "field"),
    [
        ("interval", Stay, "earliest and latest"),
        ("score", Grade, "score"),
        ("litter", Sort, "kind"),
        ("label", Mark, None),
    ],
)
def test_a_key_that_shows_something_has_the_fields_for_it(
    make: Any, shows: Any, payload: Any, field: str | None
) -> None:
    assert make("x", payload, shows=shows).shows == shows
    if field is not None:
        with pytest.raises(LayerDefinitionError, match=f"layer 'x' shows an? {shows}, so Mark needs the field {field}"):
            make("x", Mark, shows=shows)


def test_a_key_shows_one_of_four_things() -> None:
    with pytest.raises(
        LayerDefinitionError, match="layer 'x' shows 'colour': it may show interval, score, litter, label"
    ):
        Layer("x", Mark, shows="colour")  # type: ignore[arg-type]


@pytest.mark.parametrize("payload", [dict, str, None])
def test_a_payload_that_is_no_attrs_class_is_refused_when_the_key_is_made(payload: Any) -> None:
    with pytest.raises(LayerDefinitionError, match="not an attrs class"):
        Layer("x", payload)


def test_keys_are_themselves_and_no_other() -> None:
    assert Layer("x", Mark) != Layer("x", Mark)
    assert DATES == DATES
    assert len({DATES, TOPICS, DATES}) == 2
    assert repr(Layer("x", Mark, version=2)).startswith("Layer(name='x', payload=<class")
    with pytest.raises(AttributeError):
        DATES.name = "other"  # type: ignore[misc]


@given(st.lists(spans(9)))
def test_a_filled_key_holds_the_spans_in_an_order_that_payloads_decide(these: list[Span[Mark]]) -> None:
    filled = MARKS(these)
    assert filled.key is MARKS
    assert isinstance(filled.values, SpanSet)
    assert set(filled.values) == set(these)
    assert MARKS(reversed(these)) == filled == MARKS(iter(these))


def test_ties_are_broken_by_the_json_of_the_payload() -> None:
    values = MARKS(
        [Span(0, 1, Mark("b"), "r"), Span(0, 1, Mark("a", 2.0), "r"), Span(0, 1, Mark("a", 10.0), "r")]
    ).values
    assert [value.payload for value in values] == [Mark("a", 10.0), Mark("a", 2.0), Mark("b")]


@given(st.lists(st.builds(Finding, marks, st.just("r"))))
def test_findings_keep_their_order(findings: list[Finding[Mark]]) -> None:
    assert NOTES(findings).values == tuple(findings)


@pytest.mark.parametrize("payload", [Boilerplate("ad", 1.0), Mark, None, "a", Mark(5)])  # type: ignore[arg-type]
def test_a_wrong_payload_is_refused(payload: Any) -> None:
    with pytest.raises(PayloadError, match=r"^payload "):
        MARKS([Span(0, 1, Mark("a"), "r"), Span(0, 1, payload, "r")])
    with pytest.raises(PayloadError, match=r"^payload "):
        NOTES([Finding(payload, "r")])
    assert issubclass(PayloadError, TypeError)
    assert issubclass(PayloadError, GeobriefError)


def test_spans_and_findings_dont_mix() -> None:
    span, finding = Span(0, 1, Mark("a"), "r"), Finding(Mark("a"), "r", (Evidence(0, 1),))
    with pytest.raises(PayloadError, match="layer 'marks' is filled with a Span each, not Finding"):
        MARKS([finding])  # type: ignore[list-item]
    with pytest.raises(PayloadError, match="layer 'notes' is filled with a Finding each, not Span"):
        NOTES([span])  # type: ignore[list-item]


def test_the_payload_may_be_of_a_subclass() -> None:
    @attrs.frozen
    class FineMark(Mark):
        source: str = ""

    (kept,) = MARKS([Span(0, 1, FineMark("a", source="b"), "r")]).values
    assert kept.payload == FineMark("a", source="b")


def test_pickled_and_copied_keys_read_what_the_original_filled() -> None:
    from strategies import document

    doc = document("text", BOILERPLATE([Span(0, 2, Boilerplate("ad", 1.0), "test/ad")]))
    filled = BOILERPLATE(doc[BOILERPLATE])
    for twin in (pickle.loads(pickle.dumps(filled)), copy.copy(filled), copy.deepcopy(filled)):
        assert isinstance(twin, Filled)
        assert twin.values == doc[BOILERPLATE] == doc[twin.key]


def test_a_layer_that_isnt_saved_is_left_out_of_the_json() -> None:
    from strategies import document

    passing = Layer("passing", Mark, saved=False)
    doc = document("text", passing([Span(0, 1, Mark("a"), "r")]), MARKS([]))
    assert '"passing"' not in dumps(doc)
    assert '"marks"' in dumps(doc)
    assert doc == document("text", passing([]), MARKS([]))  # equality compares what is saved
