"""Readers: every row and file is an input or is rejected by name, and nothing of a row is lost."""

from __future__ import annotations

import codecs
import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import json_values, texts

import geobrief
from geobrief import Document, Input, Reader, Rejected
from geobrief.errors import InputError
from geobrief.readers import READERS

COLUMNS = ["id", "title", "published", "url", "language", "retrieved", "text", "html"]
NAMES = st.sampled_from([*COLUMNS, "Text", "author"])
ROWS = st.dictionaries(NAMES | texts, json_values | st.sampled_from(["2024-03-18", "<p>Oil</p>"]), max_size=6)


def read(path: Path) -> list[Input | Rejected]:
    return list(geobrief.read(path))


def only(path: Path) -> Input:
    (item,) = read(path)
    assert isinstance(item, Input), item
    return item


def read_bytes(name: str, data: bytes) -> list[Input | Rejected]:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        return read(path)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@given(st.lists(ROWS | json_values, max_size=5))
def test_each_line_of_jsonl_is_an_input_or_rejected(rows: list[Any]) -> None:
    items = read_bytes("rows.jsonl", "".join(f"{json.dumps(row)}\n" for row in rows).encode())
    assert len(items) == len(rows)
    for row, item in zip(rows, items, strict=True):
        if isinstance(item, Rejected):
            assert isinstance(item.error, InputError)
        else:
            known = {name.strip().lower(): value for name, value in row.items()}
            assert item.content in (known.get("text"), known.get("html"))
            others = {name for name in row if name.strip().lower() not in COLUMNS}
            assert others <= set(item.metadata)


@given(st.lists(st.binary(max_size=60), max_size=6).map(b"\n".join))
def test_any_bytes_are_read_as_jsonl(data: bytes) -> None:
    lines = [line for line in data.removeprefix(codecs.BOM_UTF8).split(b"\n") if line.strip()]
    assert len(read_bytes("rows.jsonl", data)) == len(lines)


@given(st.binary(max_size=300), st.sampled_from([b"", b"text\n", b"id;html\n", b"\xef\xbb\xbftext,url\n", b"\xff\xfe"]))
def test_any_bytes_are_read_as_csv(data: bytes, header: bytes) -> None:
    for item in read_bytes("rows.csv", header + data):
        assert isinstance(item, Input) or isinstance(item.error, InputError)


FIELDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ['a "b", c', "a\nb", "a;b\tc"]
)


@given(st.lists(st.tuples(FIELDS, FIELDS, FIELDS), max_size=5), st.sampled_from(",;\t"), st.booleans())
def test_what_a_csv_writer_writes_comes_back(rows: list[tuple[str, str, str]], delimiter: str, has_mark: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "rows.csv")
        with path.open("w", encoding="utf-8-sig" if has_mark else "utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow(["text", "title", "desk"])
            writer.writerows(rows)
        items = read(path)
    assert [(item.content, item.title, dict(item.metadata)) if isinstance(item, Input) else item for item in items] == [
        (text, title or None, {"desk": desk}) for text, title, desk in rows
    ]


def test_the_columns_of_a_row(write: Callable[[str, str], Path]) -> None:
    row = {
        "ID": 7,
        "Title": "Oil Falls",
        "text": "Oil fell.",
        "published": "2024-03-18",
        "url": "https://example.org/oil",
        "language": "en",
        "retrieved": "2024-03-19T10:00:00Z",
        "desk": {"name": "Markets", "floor": 3},
        "wire": None,
    }
    item = only(write("rows.jsonl", json.dumps(row)))
    assert item == Input(
        "Oil fell.",
        id="7",
        title="Oil Falls",
        published="2024-03-18",
        url="https://example.org/oil",
        language="en",
        retrieved="2024-03-19T10:00:00Z",
        metadata={"desk": {"name": "Markets", "floor": 3}, "wire": None},
    )


def test_a_row_without_an_id_has_its_place(write: Callable[[str, str], Path]) -> None:
    path = write("rows.jsonl", '\n{"text": "Oil fell.", "id": ""}\n')
    assert only(path).id == f"{path}:2"


def test_html_goes_before_the_text_made_of_it(write: Callable[[str, str], Path]) -> None:
    item = only(write("rows.jsonl", '{"text": "Oil fell.", "html": "<p>Oil fell."}'))
    assert (item.content, item.media_type, dict(item.metadata)) == ("<p>Oil fell.", "text/html", {"text": "Oil fell."})
    item = only(write("rows.jsonl", '{"text": "Oil fell.", "html": ""}'))
    assert (item.content, item.media_type) == ("Oil fell.", None)
    assert only(write("rows.jsonl", '{"text": "", "html": null}')).content == ""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "isn't JSON"),
        ("[" * 100_000, "isn't JSON"),
        ('{"text": "\xe9"}'.encode("latin-1").decode("utf-8", "surrogateescape"), "isn't JSON in UTF-8"),
        ("[1]", "isn't a JSON object"),
        ('{"title": "Oil"}', "neither text nor html"),
        ('{"text": null}', "neither text nor html"),
        ('{"text": 3}', "its text is no text"),
        ('{"text": "Oil", "published": "Monday"}', "published='Monday' is not a date"),
        ('{"text": "Oil", "title": 3}', "title=3 is a int"),
        ('{"text": "Oil", "weight": 1e999}', "can't be kept"),
    ],
)
def test_a_malformed_line_is_rejected_by_its_number_and_the_rest_is_read(
    write: Callable[[str, bytes], Path], line: str, why: str
) -> None:
    path = write("rows.jsonl", f'{{"text": "One"}}\n{line}\n{{"text": "Two"}}'.encode("utf-8", "surrogateescape"))
    one, rejected, two = read(path)
    assert isinstance(rejected, Rejected)
    assert rejected.id == f"{path}:2"
    assert f"{path}, line 2: " in str(rejected.error)
    assert why in str(rejected.error)
    assert [item.content for item in (one, two) if isinstance(item, Input)] == ["One", "Two"]


def test_nan_in_jsonl_says_that_nothing_is_known(write: Callable[[str, str], Path]) -> None:
    assert dict(only(write("rows.jsonl", '{"text": "Oil", "author": NaN}')).metadata) == {"author": None}


def test_a_byte_order_mark_and_blank_lines_in_jsonl_are_passed_over(write: Callable[[str, bytes], Path]) -> None:
    path = write("rows.ndjson", codecs.BOM_UTF8 + b'\n{"text": "One"}\r\n\r\n  \n{"text": "Two"}')
    assert [item.content for item in read(path) if isinstance(item, Input)] == ["One", "Two"]


def test_a_field_of_csv_may_be_very_large(write: Callable[[str, str], Path]) -> None:
    text = "Oil fell. " * 100_000
    assert only(write("rows.csv", f"id,text\n1,{text}\n")).content == text


@pytest.mark.parametrize(
    ("name", "header"), [("a.csv", "text,url"), ("a.csv", "text;url"), ("a.tsv", "text\turl"), ("a.csv", "text\turl")]
)
def test_the_delimiter_is_the_header_s(write: Callable[[str, str], Path], name: str, header: str) -> None:
    item = only(write(name, f'{header}\nOil{header[4]}"https://example.org/a,b;c"'))
    assert (item.content, item.url) == ("Oil", "https://example.org/a,b;c")


def test_a_row_of_csv_with_another_number_of_fields_is_rejected(write: Callable[[str, str], Path]) -> None:
    path = write("rows.csv", 'id,text\n1,One\n\n2,"Two\nlines",more\n3\n4,Four\n')
    items = read(path)
    assert [item.id for item in items] == ["1", f"{path}:4", f"{path}:6", "4"]
    assert "it has 3 fields, the header 2" in str(items[1].error if isinstance(items[1], Rejected) else "")


def test_a_csv_without_a_column_to_read_is_rejected(write: Callable[[str, str], Path]) -> None:
    (item,) = read(write("rows.csv", "id,body\n1,One\n"))
    assert isinstance(item, Rejected)
    assert "neither a column text nor html" in str(item.error)


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl"])
def test_an_empty_table_has_no_articles(write: Callable[[str, str], Path], name: str) -> None:
    assert read(write(name, "")) == read(write(name, "\n\n")) == []


def test_csv_in_utf_16_as_spreadsheets_write_it(write: Callable[[str, bytes], Path]) -> None:
    item = only(write("rows.csv", "text\ttitle\nCafé\tÖl\n".encode("utf-16")))
    assert (item.content, item.title) == ("Café", "Öl")


def test_csv_that_is_not_utf_8_is_detected_field_by_field(write: Callable[[str, bytes], Path]) -> None:
    path = write(
        "rows.csv", "title;text\nÖl fällt;The ministers met in a café in Orléans, they said.\n".encode("cp1252")
    )
    item = only(path)
    assert item.title == "Öl fällt"
    doc = geobrief.pipeline(only=[]).analyze(item)
    assert doc.text == "The ministers met in a café in Orléans, they said."
    assert doc.source.encoding == "cp1252"


def test_a_folder_is_read_in_order_and_without_what_is_hidden(
    write: Callable[[str, str], Path], tmp_path: Path
) -> None:
    for name in ["b.txt", "a.txt", "B/c.txt", "a/d/e.txt", ".hidden.txt", ".git/f.txt", "a/rows.jsonl"]:
        write(name, '{"text": "Oil"}')
    names = [str(item.id).removeprefix(f"{tmp_path}{os.sep}").replace(os.sep, "/") for item in read(tmp_path)]
    assert names == ["a.txt", "b.txt", "B/c.txt", "a/rows.jsonl:1", "a/d/e.txt"]


def test_the_files_of_a_folder_are_analyzed_and_a_binary_is_named(
    write: Callable[[str, bytes], Path], tmp_path: Path
) -> None:
    write("a.txt", b"Oil fell.")
    binary = write("b.dat", b"\x89PNG\0\0")
    document, rejected = geobrief.pipeline(only=[]).analyze_many(geobrief.read(tmp_path), errors="return")
    assert isinstance(document, Document)
    assert document.text == "Oil fell."
    assert isinstance(rejected, Rejected)
    assert rejected.id == str(binary)


def test_links_that_lead_in_a_circle_are_not_followed(write: Callable[[str, str], Path], tmp_path: Path) -> None:
    write("a/b.txt", "Oil")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "c.txt").symlink_to(tmp_path / "a" / "b.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone")
    c, nowhere, b = read(tmp_path)
    assert [item.id for item in (c, b) if isinstance(item, Input)] == [
        str(tmp_path / "c.txt"),
        str(tmp_path / "a" / "b.txt"),
    ]
    assert isinstance(nowhere, Rejected)
    assert "link to nothing" in str(nowhere.error)


def test_a_pipe_in_a_folder_is_rejected_and_not_waited_for(tmp_path: Path, require: Callable[..., None]) -> None:
    require(hasattr(os, "mkfifo"), "this system has no named pipes")
    os.mkfifo(tmp_path / "pipe.txt")
    (item,) = read(tmp_path)
    assert isinstance(item, Rejected)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_what_the_system_refuses_is_rejected(tmp_path: Path, reader: Reader) -> None:
    gone = tmp_path / "gone"
    (item,) = reader.read(gone)
    assert isinstance(item, Rejected)
    assert item.id == str(gone)
    assert "can't be read: No such file" in str(item.error)


@pytest.mark.parametrize(
    ("name", "unit"),
    [("a.jsonl", '{"text": "a"}\n'), ("a.jsonl", "{\n"), ("a.csv", "a\n"), ("a.csv", 'a,"b\n'), ("a.csv", '""')],
)
def test_time_grows_like_the_file(name: str, unit: str) -> None:
    def make(size: int) -> bytes:
        return (
            b"text\n" + unit.encode() * (size // len(unit)) if name == "a.csv" else unit.encode() * (size // len(unit))
        )

    assert_linear(lambda data: read_bytes(name, data), make, 3_000)
