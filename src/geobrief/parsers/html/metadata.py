"""PAGE_METADATA: what a page says of itself, each value with its place in the source."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from geobrief._document import Diagnostic
from geobrief._span import Evidence, Finding
from geobrief.parsers.html.marks import Marked, Script, Tag
from geobrief.vocabulary import MetadataVocabulary, PageMetadata

__all__ = ["metadata_of"]

_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?P<name>[^\s/>=]++)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]++)))?+"""
)
"""One attribute of a start tag; possessive, so each character is seen once (HTML standard, 13.1.2.3)."""

_VALUES_OF_ITEMS = "content", "datetime", "href", "src"
"""The attributes that hold a microdata property's value, where it isn't the element's text (HTML standard, 5.2.4)."""

_LONGEST = 2_000
"""A longer value of JSON-LD is the article itself again, not metadata."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_ATOM = re.compile(r"[^\s,\[\]{}:\"]++")

_Found = Finding[PageMetadata]


def metadata_of(source: str, marks: Marked, title: list[int]) -> tuple[list[_Found], list[Diagnostic]]:
    """The metadata of a page, in the order of the source within each vocabulary, and what couldn't be read."""
    found = list(_title(source, marks, title))
    for tag in marks.tags:
        found += _of_tag(source, tag, marks)
    diagnostics = []
    for script in marks.scripts:
        try:
            found += _json_ld(source, script)
        except (ValueError, RecursionError) as error:
            message = f"the script at {script.start}–{script.end} of the source is no JSON: {error}"
            diagnostics.append(Diagnostic("html/json-ld", message))
    return found, diagnostics


def _finding(vocabulary: MetadataVocabulary, name: str, value: str, start: int, end: int) -> Iterator[_Found]:
    value = " ".join(value.split())
    if value and start < end:
        rule = f"html/{vocabulary}"
        yield Finding(PageMetadata(vocabulary, name, value), rule, (Evidence(start, end, "source"),))


def _title(source: str, marks: Marked, title: list[int]) -> Iterator[_Found]:
    if title:
        value = "".join(
            marks.references.get(number, source[marks.starts[number] : marks.ends[number]]) for number in title
        )
        yield from _finding("html", "title", value, marks.starts[title[0]], marks.ends[title[-1]])


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
    name = says.get("property") or says.get("name") or says.get("http-equiv")
    if name and "content" in says:
        yield from value("meta", name.strip().lower(), "content")
    for item in says.get("itemprop", "").split():
        holder = next((attribute for attribute in _VALUES_OF_ITEMS if attribute in says), None)
        if holder:
            yield from value("microdata", item, holder)
        elif (number := marks.number_at(tag.end)) is not None:
            start, end = marks.starts[number], marks.ends[number]
            yield from _finding("microdata", item, source[start:end], start, end)


def _places(source: str, tag: Tag) -> dict[str, tuple[int, int]]:
    """Where each attribute's value stands in the source; the first of a name counts."""
    places: dict[str, tuple[int, int]] = {}
    at = tag.start + 1 + len(tag.name)
    while (match := _ATTRIBUTE.match(source, at, tag.end - 1)) is not None:
        at = match.end()
        group = match.lastgroup or "name"
        places.setdefault(match["name"].lower(), (-1, -1) if group == "name" else match.span(group))
    return places


def _json_ld(source: str, script: Script) -> Iterator[_Found]:
    """The texts and numbers in a script of JSON-LD, named after the type and the property that hold them."""
    text = source[script.start : script.end]
    json.loads(text)  # refuses what isn't JSON, so that the walk below needn't
    if script.media_type != "application/ld+json":
        return
    for holder, name, start, end in _leaves(text):
        value = json.loads(text[start:end])
        if isinstance(value, str) and len(value) <= _LONGEST:
            start, end = start + 1, end - 1
        elif value is None or isinstance(value, (str, bool)):
            continue
        yield from _finding(
            "json-ld", f"{holder}.{name}", html.unescape(str(value)), script.start + start, script.start + end
        )


def _leaves(text: str) -> Iterator[tuple[str, str, int, int]]:
    """The strings and atoms of valid JSON, each with the type of the object around, its property, and its place."""
