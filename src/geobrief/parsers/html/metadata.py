"""PAGE_METADATA: what a page says of itself, each value with its place in the source."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from geobrief._document import Diagnostic
from geobrief._span import Evidence, Finding
from geobrief.parsers.html.marks import Marked, Tag
from geobrief.vocabulary import MetadataVocabulary, PageMetadata

__all__ = ["ATTRIBUTE", "metadata_of"]

ATTRIBUTE = re.compile(
    r"""[ \t\n\f\r/]*+(?P<name>[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)"""
    r"""(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^ \t\n\f\r>]++)))?+"""
)
"""One attribute of a start tag; possessive, so each character is seen once (HTML standard, 13.2.5.32 to 40)."""

_VALUES_OF_ITEMS = "content", "datetime", "href", "src"
"""The attributes that hold a microdata property's value, where it isn't the element's text (HTML standard, 5.2.4)."""

_LONGEST = 2_000
"""A longer value of JSON-LD is the article itself again, not metadata."""

_MOST = 1_000
"""More values in one script are a catalogue, not what a page says of itself."""

_ATOM = re.compile(r'"(?:[^"\\]++|\\.)*+"|[^\s,\[\]{}:"]++', re.DOTALL)
"""A string, a number or a word of valid JSON."""

_Found = Finding[PageMetadata]


def metadata_of(source: str, marks: Marked, title: list[int]) -> tuple[list[_Found], list[Diagnostic]]:
    """The metadata of a page, in the order of the source within each vocabulary, and what couldn't be read."""
    found = list(_read("html", "title", source, marks, title))
    for tag in marks.tags:
        found += _of_tag(source, tag, marks)
    diagnostics = []
    for start, end in marks.scripts:
        try:
            found += _json_ld(source[start:end], start)
        except (ValueError, RecursionError) as error:
            message = f"the script at {start}–{end} of the source is no JSON: {error}"
            diagnostics.append(Diagnostic("html/json-ld", message))
    return found, diagnostics


def _finding(vocabulary: MetadataVocabulary, name: str, value: str, start: int, end: int) -> Iterator[_Found]:
    value = " ".join(value.split())
    if value and start < end:
        rule = f"html/{vocabulary}"
        yield Finding(PageMetadata(vocabulary, name, value), rule, (Evidence(start, end, "source"),))


def _read(
    vocabulary: MetadataVocabulary, name: str, source: str, marks: Marked, numbers: list[int]
) -> Iterator[_Found]:
    """The text of some numbers that follow one another as a value."""
    if numbers:
        starts, ends = marks.starts, marks.ends
        value = "".join(marks.references.get(number, source[starts[number] : ends[number]]) for number in numbers)
        yield from _finding(vocabulary, name, value, starts[numbers[0]], ends[numbers[-1]])


def _of_tag(source: str, tag: Tag, marks: Marked) -> Iterator[_Found]:
    places = _places(source, tag)
    says = dict(tag.attributes)

    def value(vocabulary: MetadataVocabulary, name: str, attribute: str) -> Iterator[_Found]:
        if attribute in says and attribute in places:
            yield from _finding(vocabulary, name, says[attribute], *places[attribute])

    if tag.name == "html":
        yield from value("html", "lang", "lang")
    elif tag.name == "link" and "canonical" in says.get("rel", "").lower().split():
        yield from value("html", "canonical", "href")
    elif tag.name == "time":
        yield from value("html", "time", "datetime")
    names = says.get("property", "").split() or [says.get("name") or says.get("http-equiv") or ""]
    for name in names:
        if name.strip():
            yield from value("meta", name.strip().lower(), "content")
    holder = next((attribute for attribute in _VALUES_OF_ITEMS if attribute in says), None)
    for item in says.get("itemprop", "").split():
        if holder:
            yield from value("microdata", item, holder)
        elif "itemscope" not in says:
            yield from _read("microdata", item, source, marks, marks.text_at(tag.end))


def _places(source: str, tag: Tag) -> dict[str, tuple[int, int]]:
    """Where each attribute's value stands in the source; the first of a name counts."""
    places: dict[str, tuple[int, int]] = {}
    at = tag.start + 1 + len(tag.name)
    while (match := ATTRIBUTE.match(source, at, tag.end - 1)) is not None:
        at = match.end()
        group = match.lastgroup or "name"
        places.setdefault(match["name"].lower(), (-1, -1) if group == "name" else match.span(group))
    return places


def _json_ld(text: str, offset: int) -> Iterator[_Found]:
    """The texts and numbers of a script, named after the type they are about and their property."""
    content = json.loads(text, object_pairs_hook=_Object, parse_constant=_refused)
    for name, value, start, end in islice(_leaves(content, text), _MOST):
        is_text = isinstance(value, str)
        written = value if isinstance(value, str) else text[start:end]
        if name and len(written) <= _LONGEST:
            yield from _finding(
                "json-ld", name, html.unescape(written), offset + start + is_text, offset + end - is_text
            )


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is not a number in JSON")


class _Object(tuple[tuple[str, Any], ...]):
    """A JSON object as its pairs, so that none is lost."""

    @property
    def type(self) -> str:
        """The first of its types, without the address of its vocabulary; empty if it names none."""
        found = next((value for name, value in self if name == "@type"), "")
        while isinstance(found, list):
            found = found[0] if found else ""
        return found.rpartition("/")[2] if isinstance(found, str) else ""


def _leaves(content: Any, text: str) -> Iterator[tuple[str, str | float, int, int]]:
    """The strings and numbers in JSON, with their names and their places in its text.

    Content and text are walked side by side: each key and each value that holds no other is the next
    string or atom of the text. An object within one that has a type is named by the property it is in.
    """
    atoms = _ATOM.finditer(text)
    waiting: list[tuple[Any, str, str | None]] = [(content, "", "")]
    while waiting:
        value, about, name = waiting.pop()
        if isinstance(value, _Object):
            about = about or value.type
            for key, item in reversed(value):
                inner = f"{about}.{key}" if about else key
                waiting += [(item, inner if about else "", inner), (key, "", None)]
        elif isinstance(value, list):
            waiting += [(item, about, name) for item in reversed(value)]
        else:
            start, end = next(atoms).span()
            if name is not None and isinstance(value, (str, int, float)) and not isinstance(value, bool):
                yield name, value, start, end
