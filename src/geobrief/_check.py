"""Checks on what analyzers and parsers return: declared keys, and places that exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from geobrief._document import Diagnostic, Document
from geobrief._layer import AnyLayer, Filled, Layer
from geobrief._registry import described
from geobrief._span import Evidence, Finding, Span, check_range
from geobrief.errors import OffsetError


class Misbehaved(Exception):
    """What an analyzer or parser returned and mustn't, in one clause."""


def said(error: BaseException) -> str:
    """What went wrong in an analyzer or parser, in one clause: what it mustn't return, or the error that it raised."""
    return str(error) if isinstance(error, Misbehaved) else described(error)


def check_results(results: Iterable[object], provides: Mapping[str, AnyLayer], document: Document) -> None:
    """Raise `Misbehaved` unless each declared key is filled once, with places that `document` has."""
    names = []
    for result in results:
        if isinstance(result, Diagnostic):
            continue
        if not isinstance(result, Filled):
            raise Misbehaved(f"it yielded a {type(result).__name__}, not a filled key such as KEY(spans)")
        _check_filled(result, provides, document)
        names.append(result.key.name)
    if sorted(names) != sorted(provides):
        filled, declared = ", ".join(sorted(names)) or "none", ", ".join(sorted(provides)) or "none"
        raise Misbehaved(f"it filled the layers {filled}, and must fill each of {declared} once")


def _check_filled(filled: Filled[Any], provides: Mapping[str, AnyLayer], document: Document) -> None:
    declared = provides.get(filled.key.name)
    if declared is None or declared.payload is not filled.key.payload:
        raise Misbehaved(f"it filled layer {filled.key.name!r}, which it doesn't provide: name it in provides=")
    member: type[Span[Any]] | type[Finding[Any]] = Span if isinstance(filled.key, Layer) else Finding
    length = len(document.text)
    try:
        for value in filled.values:
            if not isinstance(value, member) or not isinstance(value.rule, str):
                raise OffsetError(f"{value!r:.80} is not a {member.__name__} with a rule")
            if isinstance(value, Span):
                _check_place(value, length)
            else:
                for evidence in value.evidence:
                    _check_place(evidence, _length(evidence, document), evidence.where)
    except OffsetError as error:
        raise Misbehaved(f"in layer {filled.key.name!r}, {error}") from error


def _check_place(place: Span[Any] | Evidence, length: int, where: str = "text") -> None:
    if type(place.start) is not int or type(place.end) is not int:  # others may not survive JSON
        raise OffsetError(f"the offsets of {place!r:.80} are not of type int")
    check_range(place.start, place.end, length, where)


def _length(evidence: Evidence, document: Document) -> int:
    if evidence.where == "text":
        return len(document.text)
    if evidence.where == "source":
        return document.source.length
    name = evidence.where.removeprefix("given:")
    if name == evidence.where or name not in document.metadata:
        raise Misbehaved(f"evidence lies in {evidence.where!r}, which the document hasn't got")
    return len(str(document.metadata[name]))
