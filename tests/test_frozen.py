"""Frozen JSON: what goes in comes out, and nothing can change it."""

from __future__ import annotations

import copy
import math
import pickle
from typing import Any

import pytest
from hypothesis import given
from strategies import json_objects

from geobrief import Input
from geobrief._frozen import frozen, frozen_object, thawed


def metadata_of(value: dict[str, Any]) -> Any:
    return Input("", metadata=value).metadata


@given(json_objects)
def test_what_is_frozen_thaws_to_the_same(value: dict[str, Any]) -> None:
    assert thawed(frozen(value)) == value
    assert thawed(frozen(frozen(value))) == value


@given(json_objects)
def test_a_frozen_object_is_a_value(value: dict[str, Any]) -> None:
    one, two = metadata_of(value), metadata_of(copy.deepcopy(value))
    assert one == two
    assert hash(one) == hash(two)
    assert one == dict(one)
    assert one != {**one, "another key": 1}
    assert one != list(value)
    assert repr(one) == repr(dict(one))
    for twin in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
        assert twin == one


def test_nothing_in_it_can_be_changed() -> None:
    given_one = {"tags": ["a"], "place": {"country": "GE"}}
    kept = metadata_of(given_one)
    given_one["tags"].append("b")  # type: ignore[attr-defined]
    assert kept["tags"] == ("a",)
    with pytest.raises(TypeError):
        kept["tags"] = 1
    with pytest.raises(TypeError):
        kept["place"]["country"] = "AM"
    with pytest.raises(AttributeError):
        kept.other = 1


@pytest.mark.parametrize(
    "value", [{1, 2}, b"bytes", math.nan, math.inf, object(), {1: "a"}, {"a": {None: 1}}, [{"a": 1j}]]
)
def test_what_isnt_json_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="JSON"):
        frozen(value)


@pytest.mark.parametrize("value", [None, [1], "text", 5])
def test_an_object_is_asked_for(value: Any) -> None:
    with pytest.raises(TypeError, match="is not an object in JSON"):
        frozen_object(value)
