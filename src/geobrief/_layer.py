"""Typed keys of layers, and the layers that they fill."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, Literal, TypeAlias, TypeVar

import attrs

from geobrief._codec import JSON, Codec, canonical
from geobrief._span import Finding, Span, SpanSet
from geobrief.errors import LayerDefinitionError, PayloadError

T = TypeVar("T")
P_co = TypeVar("P_co", covariant=True)

Shows: TypeAlias = Literal["interval", "score", "litter", "label"]
"""What the brief and the exporters may draw of a layer."""

_NEEDS: dict[Shows, frozenset[str]] = {
    "interval": frozenset({"earliest", "latest"}),
    "score": frozenset({"score"}),
    "litter": frozenset({"kind"}),
    "label": frozenset(),
}


@attrs.frozen(eq=False)
class _Key(Generic[P_co]):
    """What both sorts of keys have in common."""

    name: str
    payload: type[P_co]
    version: int = attrs.field(default=1, kw_only=True)
    shows: Shows | None = attrs.field(default=None, kw_only=True)
    saved: bool = attrs.field(default=True, kw_only=True)
    codec: Codec[P_co] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "codec", Codec(self.payload))
        if self.shows is None:
            return
        if self.shows not in _NEEDS:
            raise LayerDefinitionError(f"layer {self.name!r} shows {self.shows!r}: it may show {', '.join(_NEEDS)}")
        have = {field.name for field in attrs.fields(self.payload)}  # type: ignore[arg-type]
        if missing := _NEEDS[self.shows] - have:
            raise LayerDefinitionError(
                f"layer {self.name!r} shows an {self.shows}, so {self.payload.__name__} "
                f"needs the field {' and '.join(sorted(missing))}"
            )

    def _checked(self, values: Iterable[T], expected: type[T]) -> tuple[T, ...]:
        values = tuple(values)
        for value in values:
            if not isinstance(value, expected):
                raise PayloadError(f"layer {self.name!r} is filled with a {expected.__name__} each, not {value!r:.60}")
        return values

    def _encoded(self, payloads: Iterable[object]) -> dict[int, JSON]:
        """The JSON of each payload, by `id`; shared payloads are encoded, and so checked, once."""
        encoded: dict[int, JSON] = {}
        for payload in payloads:
            if id(payload) not in encoded:
                encoded[id(payload)] = self.codec.encode(payload)
        return encoded


class Layer(_Key[P_co]):
    """The key of a layer of spans: `doc[KEY]` is a `SpanSet`, `KEY(spans)` is what an analyzer yields.

    `name` is how the layer is called everywhere, `payload` the attrs class of its spans' payloads.
    `version` counts incompatible changes of the payload. `shows` says what the brief may draw:
    an interval (fields `earliest`, `latest`), a score (`score`), litter (`kind`) or a label.
    A layer that isn't `saved` is left out of the JSON.

    >>> @attrs.frozen
    ... class Place:
    ...     country: str
    >>> PLACES = Layer("places", Place, shows="label")
    >>> filled = PLACES([Span(0, 5, Place("GE"), "places/capital")])
    """

    def __call__(self, spans: Iterable[Span[P_co]]) -> Filled[P_co]:
        """The key with its spans. Raises `PayloadError` if one isn't, or if its payload isn't of the declared class."""
        spans = self._checked(spans, Span)
        if not self.saved:
            for span in spans:
                self.codec.check(span.payload)
            return Filled(self, SpanSet(spans))
        encoded = self._encoded(span.payload for span in spans)
        return Filled(self, SpanSet(spans, tiebreak=lambda payload: canonical(encoded[id(payload)])))


class DocumentLayer(_Key[P_co]):
    """The key of a layer about the whole document: `doc[KEY]` is a tuple of `Finding`, best first.

    Its arguments are those of `Layer`.
    """

    def __call__(self, findings: Iterable[Finding[P_co]]) -> Filled[P_co]:
        """The key with its findings, best first. Raises `PayloadError` as `Layer` does."""
        findings = self._checked(findings, Finding)
        self._encoded(finding.payload for finding in findings)
        return Filled(self, findings)


AnyLayer: TypeAlias = "Layer[Any] | DocumentLayer[Any]"


@attrs.frozen
class Filled(Generic[P_co]):
    """A key and what an analyzer found for it."""

    key: Layer[P_co] | DocumentLayer[P_co]
    values: SpanSet[P_co] | tuple[Finding[P_co], ...]
