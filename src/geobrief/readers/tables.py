"""The readers of tables with one article a row: JSON Lines and CSV."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from geobrief._descriptors import Reader
from geobrief._input import Input, Rejected
from geobrief.errors import InputError
from geobrief.parsers.encoding import decode

__all__ = ["CSV", "JSONL"]

_GIVEN = ("id", "title", "published", "url", "language", "retrieved")
_CONTENT = ("html", "text")  # the page says more than a text made of it
_NAMES = frozenset((*_GIVEN, *_CONTENT))
_DELIMITERS = ",;\t"
_LONGEST_FIELD = 2**31 - 1  # the greatest that every platform takes


def _read_jsonl(path: Path) -> Iterator[Input | Rejected]:
    """The articles of a JSON Lines file, one JSON object a line in UTF-8; blank lines are passed over."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                data = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
                if data.strip():
                    yield _from_json(path, number, data)
    except OSError as error:
        yield _unreadable(path, error)


def _from_json(path: Path, number: int, data: bytes) -> Input | Rejected:
    try:
        row = json.loads(data.decode("utf-8"), parse_constant=lambda name: None)  # NaN says that nothing is known
    except (ValueError, RecursionError) as error:
        return _rejected(path, number, f"it isn't JSON in UTF-8 ({error})")
    if not isinstance(row, dict):
        return _rejected(path, number, "it isn't a JSON object")
    return _from_row(path, number, row)


def _read_csv(path: Path) -> Iterator[Input | Rejected]:
    """The articles of a CSV file with a header, delimited by commas, semicolons or tabs."""
    # The limit (128 KiB) belongs to the whole process; pages are longer, and a higher one harms nobody.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_FIELD))
    try:
        encoding, errors = _unicode_of(path)
        with path.open(encoding=encoding, errors=errors, newline="") as file:
            yield from _from_csv(path, file)
    except OSError as error:
        yield _unreadable(path, error)


def _from_csv(path: Path, file: TextIO) -> Iterator[Input | Rejected]:
    header = file.readline()
    delimiter = max(_DELIMITERS, key=lambda delimiter: _columns_known(header, delimiter))
    file.seek(0)
    rows = csv.reader(file, delimiter=delimiter)
    names: list[str] = []
    last = 0
    for fields in rows:
        number, last = last + 1, rows.line_num
        if not fields:  # a blank line
            continue
        if not names:
            names = fields
            if not {_name(name) for name in names} & {*_CONTENT}:
                yield _rejected(path, number, "the header has neither a column text nor html")
                return
        elif len(fields) == len(names):
            yield _from_row(path, number, {name: _repaired(field) for name, field in zip(names, fields, strict=True)})
        else:
            yield _rejected(path, number, f"it has {len(fields)} fields, the header {len(names)}")


def _unicode_of(path: Path) -> tuple[str, str]:
    """The encoding to read a file with, and what becomes of bytes that don't fit.

    In UTF-8 they are kept until it is known which field they stand in, and that one is detected.
    """
    with path.open("rb") as file:
        start = file.read(2)
    if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16", "replace"
    return "utf-8-sig", "surrogateescape"


def _columns_known(header: str, delimiter: str) -> tuple[int, int]:
    columns = next(csv.reader([header], delimiter=delimiter), [])
    return sum(_name(column) in _NAMES for column in columns), len(columns)


def _repaired(field: str) -> str | bytes:
    """A field as text, or its bytes if they aren't UTF-8."""
    return field if field.isascii() or not _is_escaped(field) else field.encode("utf-8", "surrogateescape")


def _is_escaped(field: str) -> bool:
    try:
        field.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _from_row(path: Path, number: int, row: Mapping[str, Any]) -> Input | Rejected:
    """The article of a row: known columns by their names, whatever their case, all others as metadata."""
    known = {_name(name): value for name, value in row.items() if _name(name) in _NAMES}
    there = [kind for kind in _CONTENT if known.get(kind) is not None]
    kind = next((kind for kind in there if known[kind]), there[0] if there else None)
    if kind is None:
        return _rejected(path, number, "it has neither text nor html")
    content = known.pop(kind)
    if not isinstance(content, (str, bytes)):
        return _rejected(path, number, f"its {kind} is no text")
    given = {name: _text(known.pop(name)) for name in _GIVEN if name in known}
    given = {name: value for name, value in given.items() if value not in (None, "")}
    rest = {name: _text(value) for name, value in row.items() if _name(name) not in _NAMES or _name(name) in known}
    media_type = "text/html" if kind == "html" else "text/plain" if isinstance(content, bytes) else None
    try:
        return Input(
            content,
            media_type=media_type,
            metadata=rest,
            **{**given, "id": str(given.get("id", f"{path}:{number}"))},  # ids are often numbers
        )
    except InputError as error:
        return _rejected(path, number, str(error))


def _name(column: str) -> str:
    return column.strip().lower()


def _text(value: Any) -> Any:
    return decode(value).text if isinstance(value, bytes) else value


def _rejected(path: Path, number: int, why: str) -> Rejected:
    return Rejected(f"{path}:{number}", InputError(f"{path}, line {number}: {why}"))


def _unreadable(path: Path, error: OSError) -> Rejected:
    return Rejected(str(path), InputError(f"{path} can't be read: {error.strerror}"))


JSONL = Reader(name="jsonl", suffixes=(".jsonl", ".ndjson"), read=_read_jsonl)
CSV = Reader(name="csv", suffixes=(".csv", ".tsv"), read=_read_csv)
