"""Spans of a text, findings about a whole document, and the evidence for both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from math import isfinite
from typing import Any, Generic, TypeVar, overload

import attrs

from geobrief.errors import OffsetError

P_co = TypeVar("P_co", covariant=True)


def check_range(start: int, end: int, length: int, what: str = "text") -> None:
    """Raise `OffsetError` unless `0 <= start < end <= length`.

    >>> check_range(0, 5, 5)
    """
    if not 0 <= start < end <= length:
        raise OffsetError(
            f"range {start}–{end} doesn't lie in a {what} of {length} code points: "
            "offsets are half-open and start < end"
        )


def rounded(value: float) -> float:
    """Round a score to six digits, so that the same document gives the same bytes everywhere.

    Raises `ValueError` for one that isn't finite: JSON has no NaN.

    >>> rounded(0.1234567)
    0.123457
    """
    if not isfinite(value):
        raise ValueError(f"{value} can't be saved as a number")
    return round(float(value), 6) + 0.0  # -0.0 and 0.0 are equal, and so are written alike


def rounded_or_none(value: float | None) -> float | None:
    """`rounded`, for scores that may be absent."""
    return None if value is None else rounded(value)


@attrs.frozen
class Evidence:
    """A place that proves something, `start` to `end` in code points, half-open.

    `where` is `"text"` (the document's text), `"source"` (the decoded source, for what lies
    outside the text, such as a `<meta>` tag) or `"given:NAME"` (a value in the document's
    metadata that the caller gave, such as `given:url`). `weight` is how much it counted.

    >>> Evidence(6, 16)
    Evidence(start=6, end=16, where='text', weight=None)
    """

    start: int
    end: int
    where: str = "text"
    weight: float | None = attrs.field(default=None, converter=rounded_or_none)


@attrs.frozen
class Ref:
    """Points at another span or finding of the same document: layer name, and place in that layer.

    >>> Ref("dates", 0)
    Ref(layer='dates', index=0)
    """

    layer: str
    index: int


@attrs.frozen
class Span(Generic[P_co]):
    """One annotation: `start` to `end` in code points, half-open, a typed payload, the rule that made it.

    >>> span = Span(6, 16, "payload", "example/rule")
    >>> "a day: 2024-03-18"[span.start : span.end]
    ' 2024-03-1'
    """

    start: int
    end: int
    payload: P_co
    rule: str


@attrs.frozen
class Finding(Generic[P_co]):
    """Something said about a whole document: a typed payload, the rule that made it, the evidence."""

    payload: P_co
    rule: str
    evidence: tuple[Evidence, ...] = ()


def _bounds(span: Span[Any]) -> tuple[int, int]:
    return span.start, span.end


def _place(span: Span[Any]) -> tuple[int, int, str]:
    return span.start, span.end, span.rule


@attrs.frozen(init=False, repr=False)
class SpanSet(Sequence[Span[P_co]]):
    """An immutable sequence of spans, sorted by start, end, rule and payload, with range queries.

    Equal spans are kept once. `tiebreak` orders the payloads of spans that are equal otherwise.
    Queries take code-point offsets, half-open, any integers, and cost O(log n) for each span that they
    return; `covered_by` looks at those spans, too, that begin in the range and end behind it. An empty
    range is the place between two code points: the spans around it overlap and cover it.

    >>> spans = SpanSet([Span(4, 9, "b", "r"), Span(0, 9, "a", "r")])
    >>> [span.payload for span in spans]
    ['a', 'b']
    >>> [span.payload for span in spans.covering(1, 3)]
    ['a']
    """

    _spans: tuple[Span[P_co], ...]

    def __init__(self, spans: Iterable[Span[P_co]] = (), *, tiebreak: Callable[[Any], str] = repr) -> None:
        ordered = list(spans)
        if any(_place(left) >= _place(right) for left, right in pairwise(ordered)):
            ordered.sort(key=_place)
            if any(_place(left) == _place(right) for left, right in pairwise(ordered)):
                ordered.sort(key=lambda span: (*_place(span), tiebreak(span.payload)))
                ordered = ordered[:1] + [right for left, right in pairwise(ordered) if left != right]
        self.__attrs_init__(tuple(ordered))

    @overload
    def __getitem__(self, index: int) -> Span[P_co]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Span[P_co], ...]: ...
    def __getitem__(self, index: int | slice) -> Span[P_co] | tuple[Span[P_co], ...]:
        return self._spans[index]

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[Span[P_co]]:
        return iter(self._spans)

    def __repr__(self) -> str:
        return f"SpanSet({list(self._spans)!r})"

    def overlapping(self, start: int, end: int) -> tuple[Span[P_co], ...]:
        """The spans that overlap `start` to `end`: they begin before its end, and end after its start."""
        return tuple(self._until(end, ends_after=start))

    def covering(self, start: int, end: int) -> tuple[Span[P_co], ...]:
        """The spans that contain all of `start` to `end`."""
        return tuple(self._until(start + 1, ends_after=end - 1))

    def covered_by(self, start: int, end: int) -> tuple[Span[P_co], ...]:
        """The spans that lie wholly within `start` to `end`."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(span for span in self._spans[first:last] if span.end <= end)

    def colocated(self, start: int, end: int) -> tuple[Span[P_co], ...]:
        """The spans that have exactly these bounds."""
        bounds = start, end
        first, last = bisect_left(self._spans, bounds, key=_bounds), bisect_right(self._spans, bounds, key=_bounds)
        return self._spans[first:last]

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self._spans]

    @cached_property
    def _latest(self) -> list[int]:
        """A binary tree over the spans, as a flat list: each node has the greatest end below it.

        Plain bisection is quadratic as soon as one span covers the document; this isn't.
        """
        size = 1 << max(len(self._spans) - 1, 0).bit_length()
        tree = [0] * size + [span.end for span in self._spans]
        tree += [0] * (2 * size - len(tree))
        for node in range(size - 1, 0, -1):
            left, right = tree[2 * node], tree[2 * node + 1]
            tree[node] = left if left > right else right
        return tree

    def _until(self, start: int, *, ends_after: int) -> Iterator[Span[P_co]]:
        """The spans that start before `start` and end after `ends_after`, in order."""
        stop = bisect_left(self._starts, start)
        tree = self._latest
        size = len(tree) // 2
        node = size  # the leaf of the first span
        while node - size < stop:
            if tree[node] > ends_after:
                yield self._spans[node - size]
                node += 1
                continue
            while tree[node] <= ends_after:  # climb to the next subtree on the right that has one
                while node & 1:
                    node >>= 1
                if not node:
                    return
                node += 1
            while node < size:  # and descend to its first leaf that does
                node *= 2
                if tree[node] <= ends_after:
                    node += 1
