"""Documents as JSON, one a line: written and read back without loss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geobrief._codec import JSON, MALFORMED, canonical, parsed_json
from geobrief._document import Diagnostic, Document, Failure, Source, StoredLayer
from geobrief._frozen import frozen_object
from geobrief._offsets import OffsetMap
from geobrief.errors import StoreError

FORMAT = 1
"""The version of the JSON format that is written, and the newest that is read."""


def dumps(doc: Document, *, source: bool = False) -> str:
    """A document as one line of JSON: ASCII, keys sorted, the same bytes for the same document.

    With `source=True` the decoded source is saved, too; it is needed to look at evidence that lies in
    it, such as a `<meta>` tag. Raises `InputError` if that is asked of a document that hasn't got it,
    `StoreError` if its metadata can't be written.

    >>> from geobrief import analyze
    >>> loads(dumps(analyze("Oil fell.", only=[]))).text
    'Oil fell.'
    """
    value = doc._to_json()
    if source:
        value["source"]["text"] = doc.source_text
    try:
        return canonical(value)
    except (ValueError, RecursionError) as error:  # nested too deeply, or an integer of 4,300 digits
        raise StoreError(f"document {doc.id!r} can't be written as JSON: {error}") from error


def loads(text: str | bytes) -> Document:
    """The document that `dumps` wrote. Layers are decoded when they are asked for, others kept as they are.

    Raises `StoreError` if it isn't one, or if a newer, incompatible geobrief wrote it.
    """
    try:
        value = parsed_json(text)
    except (ValueError, RecursionError) as error:
        raise StoreError(f"not a geobrief document: {error}") from error
    if not isinstance(value, dict) or "geobrief" not in value:
        raise StoreError("not a geobrief document: it is not a JSON object with the member 'geobrief'")
    if value["geobrief"] != FORMAT:
        raise StoreError(f"a document of format {value['geobrief']!r:.20}, and this geobrief reads format {FORMAT}")
    try:
        return _document(value)
    except MALFORMED as error:
        raise StoreError(f"a malformed geobrief document: {type(error).__name__}: {error}") from error


def _document(value: Mapping[str, Any]) -> Document:
    import msgspec

    text = _string(value["text"])
    source = msgspec.convert(value["source"], Source)
    offsets = OffsetMap(len(text), () if value["map"] is None else msgspec.convert(value["map"], list[list[int]]))
    if not offsets.fits(source.length) or (source.text is not None and len(source.text) != source.length):
        raise ValueError("its map or its source is of another length")
    layers = {name: StoredLayer(None, None, _layer(layer)) for name, layer in value["layers"].items()}
    return Document(
        text,
        _string(value["id"]),
        frozen_object(value["metadata"]),
        source,
        offsets,
        msgspec.convert(value["diagnostics"], tuple[Diagnostic, ...]),
        msgspec.convert(value["failures"], tuple[Failure, ...]),
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
