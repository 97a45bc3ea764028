"""JSON objects that can't be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from geobrief._codec import JSON


@attrs.frozen(repr=False, eq=False)
class FrozenObject(Mapping[str, JSON]):
    """An immutable JSON object; lists in it are tuples, objects in it frozen, too.

    >>> frozen_object({"url": "https://example.org", "tags": ["a"]})["tags"]
    ('a',)
    """

    _items: dict[str, JSON]

    def __getitem__(self, key: str) -> JSON:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._items == dict(other)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)


def frozen_object(items: Mapping[str, JSON]) -> FrozenObject:
    """A frozen copy of a JSON object.

    Raises `TypeError` for what is no object, a key that is no string or a value that isn't JSON, and
    `RecursionError` for one that is nested too deeply.
    """
    if not isinstance(items, Mapping):
        raise TypeError(f"{items!r:.80} is not an object in JSON")
    return FrozenObject({_key(key): frozen(value) for key, value in items.items()})


def _key(key: object) -> str:
    if isinstance(key, str):
        return key
    raise TypeError(f"{key!r} can't be a key in JSON: it is not a string")


def frozen(value: Any) -> JSON:
    """An immutable copy of a JSON value. Raises `TypeError` for one that isn't JSON.

    >>> frozen([1, {"a": [2]}])
    (1, {'a': (2,)})
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float) and value - value == 0:  # neither infinite nor NaN
        return value
    if isinstance(value, Mapping):
        return frozen_object(value)
    if isinstance(value, (list, tuple)):
        return tuple(map(frozen, value))
    raise TypeError(f"{value!r:.80} can't be kept in JSON")


def thawed(value: JSON) -> JSON:
    """A plain copy of a frozen value, in lists and dicts."""
    if isinstance(value, FrozenObject):
        return {key: thawed(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return list(map(thawed, value))
    return value
