"""Payload classes to and from JSON values, and their JSON Schema.

msgspec does the work; this module adds what geobrief promises on top of it: payloads are attrs
classes, what is written can be read back, and there is no NaN.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeAlias, TypeVar

import attrs

from geobrief.errors import GeobriefError, LayerDefinitionError, StoreError

JSON: TypeAlias = Any
"""A JSON value: `None`, `bool`, `int`, `float`, `str`, or a list or dict of those."""

P = TypeVar("P")
P_co = TypeVar("P_co", covariant=True)

_encoder = json.JSONEncoder(ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))


def canonical(value: JSON) -> str:
    """The one JSON text of a value: ASCII, keys sorted, no blanks, no NaN.

    Lone surrogates survive as escapes. Raises `ValueError` or `TypeError` for what isn't JSON.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"\\\\u00e9","b":1}'
    """
    return _encoder.encode(value)


def digest(value: JSON) -> str:
    """The SHA-256 of a value's canonical JSON, in hexadecimal."""
    import hashlib

    return hashlib.sha256(canonical(value).encode()).hexdigest()


class PayloadError(GeobriefError, TypeError):
    """A payload isn't what its layer's key declares."""


@attrs.frozen
class Codec(Generic[P_co]):
    """Encodes, decodes and describes one payload class."""

    payload: type[P_co]

    def __attrs_post_init__(self) -> None:
        if not attrs.has(self.payload):
            raise LayerDefinitionError(f"{self.payload!r} can't be a payload: it is not an attrs class")

    def encode(self, payload: object) -> JSON:
        """A payload as a JSON value. Raises `PayloadError` if it isn't one that `decode` would read."""
        import msgspec

        if not isinstance(payload, self.payload):
            raise PayloadError(
                f"payload {payload!r:.80} is a {type(payload).__name__}, not the {self.payload.__name__} "
                "that the key declares"
            )
        try:
            value = msgspec.to_builtins(payload)
            canonical(value)
            msgspec.convert(value, self.payload)
        except (TypeError, ValueError, msgspec.ValidationError) as error:
            raise PayloadError(f"payload {payload!r:.80} can't be saved: {error}") from error
        return value

    def decode(self, value: JSON) -> P_co:
        """The payload that a JSON value holds; fields that it doesn't know are ignored.

        Raises `StoreError` if the value doesn't fit.
        """
        import msgspec

        try:
            return msgspec.convert(value, self.payload)
        except msgspec.ValidationError as error:
            raise StoreError(f"a saved {self.payload.__name__} doesn't fit its class: {error}") from error

    @cached_property
    def schema(self) -> Mapping[str, JSON]:
        """The JSON Schema of the payload."""
        import msgspec

        return MappingProxyType(msgspec.json.schema(self.payload))
