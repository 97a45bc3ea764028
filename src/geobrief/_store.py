"""Documents as JSON, one a line: written and read back without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from geobrief._codec import JSON, canonical
from geobrief._document import Diagnostic, Document, Failure, Source, StoredLayer
from geobrief._frozen import frozen_object
from geobrief._offsets import OffsetMap
from geobrief.errors import StoreError

FORMAT = 1
"""The version of the JSON format that is written, and the newest that is read."""


def dumps(doc: Document, *, source: bool = False) -> str:
    """A document as one line of JSON: ASCII, keys sorted, the same bytes for the same document.

    With `source=True` the decoded source is saved, too; it is needed to look at evidence that lies in
    it, such as a `<meta>` tag. Raises `InputError` if that is asked of a document that hasn't got it.

    >>> from geobrief import analyze
    >>> loads(dumps(analyze("Oil fell.", only=[]))).text
    'Oil fell.'
    """
    value = doc.to_json()
    if source:
        value["source"]["text"] = doc.source_text
    return canonical(value)


def loads(text: str | bytes) -> Document:
    """The document that `dumps` wrote. Layers are decoded when they are asked for, others kept as they are.

    Raises `StoreError` if it isn't one, or if a newer, incompatible geobrief wrote it.
    """
    try:
        value = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise StoreError(f"not a geobrief document: {error}") from error
    if not isinstance(value, dict) or "geobrief" not in value:
        raise StoreError("not a geobrief document: it is not a JSON object with the member 'geobrief'")
    if value["geobrief"] != FORMAT:
        raise StoreError(f"a document of format {value['geobrief']!r:.20}, and this geobrief reads format {FORMAT}")
    try:
        return _document(value)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(f"a malformed geobrief document: {type(error).__name__}: {error}") from error


def _refuse(constant: str) -> JSON:
    raise ValueError(f"{constant} is not JSON")


def _document(value: Mapping[str, Any]) -> Document:
    text, source = value["text"], value["source"]
    layers = {name: StoredLayer(None, None, _layer(layer)) for name, layer in value["layers"].items()}
    return Document(
        _string(text),
        _string(value["id"]),
        frozen_object(value["metadata"]),
        Source(source["sha256"], source["length"], source["encoding"], source.get("text")),
        OffsetMap(len(text), value["map"] or ()),
        tuple(Diagnostic(**item) for item in value["diagnostics"]),
        tuple(Failure(**{**item, "layers": tuple(item["layers"])}) for item in value["failures"]),
        stored=layers,
        absent=("it was not saved with it",),
    )


def _string(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f"{value!r:.40} is not a string")


def _layer(value: JSON) -> JSON:
    if isinstance(value, dict) and isinstance(value.get("spans", value.get("findings")), list):
        return value
    raise TypeError("a layer has neither spans nor findings")
