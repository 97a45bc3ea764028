"""Checks on what analyzers and parsers return: declared keys, and places that exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from geobrief._document import Diagnostic, Document
from geobrief._layer import AnyLayer, Filled
from geobrief._span import Evidence, Finding, Span, check_range
from geobrief.errors import OffsetError


class Misbehaved(Exception):
    """What an analyzer or parser returned and mustn't, in one clause."""


def check_results(results: Iterable[object], provides: Mapping[str, AnyLayer], document: Document) -> None:
    """Raise `Misbehaved` unless each declared key is filled once, with places that `document` has."""
    names = []
    for result in results:
        if isinstance(result, Diagnostic):
            continue
        if not isinstance(result, Filled):
            raise Misbehaved(f"it yielded {result!r:.60}, not a filled key such as KEY(spans)")
        _check_filled(result, provides, document)
        names.append(result.key.name)
    if sorted(names) != sorted(provides):
        filled, declared = ", ".join(sorted(names)) or "none", ", ".join(sorted(provides)) or "none"
        raise Misbehaved(f"it filled the layers {filled}, and must fill each of {declared} once")


def _check_filled(filled: Filled[Any], provides: Mapping[str, AnyLayer], document: Document) -> None:
    declared = provides.get(filled.key.name)
    if declared is None or declared.payload is not filled.key.payload:
        raise Misbehaved(f"it filled layer {filled.key.name!r}, which it doesn't provide: name it in provides=")
    length = len(document.text)
    try:
        for value in filled.values:
            if isinstance(value, Span):
                check_range(value.start, value.end, length)
            else:
                _check_evidence(value, document)
    except OffsetError as error:
        raise Misbehaved(f"in layer {filled.key.name!r}, {error}") from error


def _check_evidence(finding: Finding[Any], document: Document) -> None:
    for evidence in finding.evidence:
        check_range(evidence.start, evidence.end, _length(evidence, document), evidence.where)


def _length(evidence: Evidence, document: Document) -> int:
    if evidence.where == "text":
        return len(document.text)
    if evidence.where == "source":
        return document.source.length
    name = evidence.where.removeprefix("given:")
    if name == evidence.where or name not in document.metadata:
        raise Misbehaved(f"evidence lies in {evidence.where!r}, which the document hasn't got")
    return len(str(document.metadata[name]))
