"""Inputs: what the caller may say, and what is refused, with a sentence."""

from __future__ import annotations

import datetime as dt
import math
import os
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import json_objects, texts

from geobrief import Input, Rejected
from geobrief.errors import InputError

ZONE = dt.timezone(dt.timedelta(hours=-5))


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("2024-03-18", "2024-03-18"),
        ("20240318", "20240318"),
        ("2024-W12-1", "2024-W12-1"),
        ("2024-03-18T23:30-05:00", "2024-03-18T23:30-05:00"),
        ("2024-03-18 23:30", "2024-03-18 23:30"),
        ("2024-03-18T23:30:00Z", "2024-03-18T23:30:00Z"),
        (dt.date(2024, 3, 18), "2024-03-18"),
        (dt.datetime(2024, 3, 18, 23, 30, tzinfo=ZONE), "2024-03-18T23:30:00-05:00"),
    ],
)
@pytest.mark.parametrize("name", ["published", "retrieved"])
def test_days_are_iso_8601_or_dates_and_kept_with_their_zone(name: str, published: Any, kept: str) -> None:
    item = Input("", **{name: published})
    assert getattr(item, name) == kept
    assert item.given == {name: kept}


@given(st.dates() | st.datetimes(timezones=st.just(ZONE)))
def test_every_date_and_time_is_taken(day: dt.date) -> None:
    assert Input("", published=day) == Input("", published=day.isoformat())


@pytest.mark.parametrize(
    "published", ["", "March 2024", "2024-13-01", "2024-02-30", "18.3.2024", "2024-03", "\ud800", "9" * 5_000]
)
def test_a_day_that_isnt_one_is_refused(published: str) -> None:
    with pytest.raises(InputError, match=r"published=.* is not a date: give it in ISO 8601, such as 2024-03-18"):
        Input("", published=published)


@given(texts)
def test_any_string_is_a_day_or_an_input_error(value: str) -> None:
    try:
        item = Input("", retrieved=value)
    except InputError:
        return
    assert item.retrieved == value


@pytest.mark.parametrize("name", ["media_type", "url", "published", "retrieved", "title", "language", "id", "path"])
@pytest.mark.parametrize("value", [5, b"bytes", ["a"], math.nan])
def test_what_the_caller_knows_is_a_string(name: str, value: Any) -> None:
    with pytest.raises(InputError, match=f"{name}=.* is a {type(value).__name__}: give a str"):
        Input("", **{name: value})


@pytest.mark.parametrize("content", [None, 5, ["a"], bytearray(b"a"), object()])
def test_content_is_text_bytes_or_a_path(content: Any) -> None:
    with pytest.raises(InputError, match=f"content is a {type(content).__name__}: give a str"):
        Input(content)


@pytest.mark.parametrize("metadata", [{"a": {1}}, {1: "a"}, {"a": math.nan}, {"a": b""}, None, [1], "a"])
def test_metadata_is_a_json_object(metadata: Any) -> None:
    with pytest.raises(InputError, match=r"metadata can't be kept: .* JSON"):
        Input("", metadata=metadata)


def test_metadata_that_is_nested_without_end_is_refused() -> None:
    deep: dict[str, Any] = {}
    deep["again"] = deep
    with pytest.raises(InputError, match="metadata can't be kept"):
        Input("", metadata=deep)


@given(json_objects)
def test_any_json_object_is_kept(metadata: dict[str, Any]) -> None:
    item = Input("", metadata=metadata)
    assert set(item.metadata) == set(metadata)
    assert pickle.loads(pickle.dumps(item)) == item
    assert hash(item) == hash(Input("", metadata=metadata))


def test_only_what_is_said_is_given() -> None:
    assert Input("a").given == {}
    everything = {
        "url": "u",
        "published": "2024-03-18",
        "retrieved": "2024-03-19",
        "title": "t",
        "language": "en",
        "path": "p",
    }
    assert Input("a", media_type="text/plain", id="i", metadata={"k": 1}, **everything).given == everything  # type: ignore[arg-type]


def test_loading_reads_the_file_and_names_the_input_after_it(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"Oil fell.\xff")
    loaded = Input(path, title="Oil").loaded()
    assert loaded == Input(b"Oil fell.\xff", title="Oil", path=str(path), id=str(path))
    assert Input(path, id="mine").loaded().id == "mine"
    assert loaded.loaded() is loaded
    assert Input(os.fspath(path)).loaded().content == str(path)  # a str is never the name of a file


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.txt", "there is no such file"),
        (".", "is a folder: read it with geobrief.read"),
        ("a\0b", "can't be read"),
        ("a" * 300, "can't be read"),
    ],
)
def test_what_cant_be_opened_is_an_input_error(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Input(tmp_path / name).loaded()


def test_the_repr_of_a_long_article_is_short() -> None:
    assert len(repr(Input("a" * 10_000))) < 300


def test_inputs_cant_be_changed() -> None:
    item = Input("a")
    with pytest.raises(AttributeError):
        item.content = "b"  # type: ignore[misc]


def test_a_rejected_input_says_what_and_why() -> None:
    rejected = Rejected("a.txt", InputError("a.txt is binary"))
    assert (rejected.id, str(rejected.error)) == ("a.txt", "a.txt is binary")
