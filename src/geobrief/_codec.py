"""Payload classes to and from JSON values, and their JSON Schema.

msgspec does the work; this module adds what geobrief promises on top of it: payloads are attrs
classes, what is written can be read back, and there is no NaN.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property, partial
from math import isfinite
from types import MappingProxyType
from typing import Any, Generic, TypeAlias, TypeVar

import attrs

from geobrief.errors import LayerDefinitionError, PayloadError, StoreError

JSON: TypeAlias = Any
"""A JSON value: `None`, `bool`, `int`, `float`, `str`, or a list or dict of those."""

P = TypeVar("P")
P_co = TypeVar("P_co", covariant=True)

MALFORMED = LookupError, TypeError, ValueError, AttributeError, RecursionError
"""What reading JSON of another shape than the expected one can raise."""

_dump = partial(json.JSONEncoder, allow_nan=False, sort_keys=True, separators=(",", ":"))
_encoder, _raw_encoder = _dump(ensure_ascii=True), _dump(ensure_ascii=False)
_PAIR = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_ESCAPED_PAIR = re.compile(r"\\ud[89ab][0-9a-f]{2}\\ud[c-f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKED = re.compile(r"(?<=\\ud[89ab][0-9a-f]{2})\\uD[C-F][0-9A-F]{2}")


def canonical(value: JSON) -> str:
    """The one JSON text of a value: ASCII, keys sorted, no blanks, no NaN.

    Lone surrogates survive as escapes. JSON writes a character beyond U+FFFF as two escapes, too; two
    surrogates that happen to follow one another have the second in capitals, so that `parsed_json` knows
    them apart. Raises `ValueError` or `TypeError` for what isn't JSON, `RecursionError` if it is too deep.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"\\\\u00e9","b":1}'
    """
    text = _encoder.encode(value)
    if "\\ud" in text and _ESCAPED_PAIR.search(text) and _PAIR.search(raw := _raw_encoder.encode(value)):
        marked = _PAIR.sub(lambda pair: f"\\u{ord(pair[0][0]):x}\\u{ord(pair[0][1]):X}", raw)
        text = _NOT_ASCII.sub(lambda character: _encoder.encode(character[0])[1:-1], marked)
    return text


def parsed_json(text: str | bytes) -> JSON:
    """The value of a JSON text, such as `canonical` writes. Raises one of `MALFORMED` if it isn't JSON.

    >>> parsed_json('{"a": [1, "b"]}')
    {'a': [1, 'b']}
    """
    if not isinstance(text, str):
        text = text.decode(json.detect_encoding(text), "surrogatepass")
    if "\\uD" in text:
        text = _MARKED.sub(lambda escape: chr(int(escape[0][2:], 16)), text)
    return json.loads(text, parse_constant=_finite, parse_float=_finite)


def _finite(number: str) -> float:
    value = float(number)
    if isfinite(value):
        return value
    raise ValueError(f"{number} is not a number in JSON")


def digest(value: JSON) -> str:
    """The SHA-256 of a value's canonical JSON, in hexadecimal."""
    import hashlib

    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _check_finite(value: JSON) -> None:
    """Raise `ValueError` if a NaN or an infinity is in a value; a third of what encoding it would take."""
    kind = type(value)
    if kind is float:
        if not isfinite(value):
            raise ValueError(f"{value} is not a number in JSON")
    elif kind is dict:
        for item in value.values():
            _check_finite(item)
    elif kind is list or kind is tuple:
        for item in value:
            _check_finite(item)


@attrs.frozen
class Codec(Generic[P_co]):
    """Encodes, decodes and describes one payload class."""

    payload: type[P_co]

    def __attrs_post_init__(self) -> None:
        payload: object = self.payload
        if not isinstance(payload, type) or not attrs.has(payload):
            raise LayerDefinitionError(f"{payload!r} can't be a payload: it is not an attrs class")

    def check(self, payload: object) -> None:
        """Raise `PayloadError` unless it is of the class."""
        if not isinstance(payload, self.payload):
            raise PayloadError(
                f"payload {payload!r:.80} is a {type(payload).__name__}, not the {self.payload.__name__} "
                "that the key declares"
            )

    def encode(self, payload: object) -> JSON:
        """A payload as a JSON value. Raises `PayloadError` if it isn't one that `decode` would read."""
        import msgspec

        self.check(payload)
        try:
            value = msgspec.to_builtins(payload, order="deterministic")  # sets, too
            _check_finite(value)
            msgspec.convert(value, self.payload)
        except (TypeError, ValueError, RecursionError) as error:
            raise PayloadError(f"payload {payload!r:.80} can't be saved: {error}") from error
        return value

    def decode(self, value: JSON) -> P_co:
        """The payload that a JSON value holds; fields that it doesn't know are ignored.

        Raises `StoreError` if the value doesn't fit.
        """
        import msgspec

        try:
            return msgspec.convert(value, self.payload)
        except Exception as error:  # the class may have checks of its own
            raise StoreError(f"a saved {self.payload.__name__} doesn't fit its class: {error}") from error

    @cached_property
    def schema(self) -> Mapping[str, JSON]:
        """The JSON Schema of the payload."""
        import msgspec

        return MappingProxyType(msgspec.json.schema(self.payload))
