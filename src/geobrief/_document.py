"""The document: an article's text, what is known about it, and the layers over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, overload

import attrs

from geobrief._codec import JSON, MALFORMED, canonical
from geobrief._frozen import FrozenObject, thawed
from geobrief._layer import DocumentLayer, Filled, Layer
from geobrief._offsets import OffsetMap
from geobrief._span import Evidence, Finding, Span, SpanSet, check_range
from geobrief._view import View
from geobrief.errors import InputError, MissingLayerError, StoreError, UndeclaredLayerError

P = TypeVar("P")


@attrs.frozen
class Source:
    """The decoded source of a document: its digest, encoding (None if it was given as text) and length.

    `text` is None in a document that was loaded from JSON without it. Length is in code points.
    """

    sha256: str
    length: int
    encoding: str | None = None
    text: str | None = attrs.field(default=None, eq=False, repr=False)

    @classmethod
    def of(cls, content: str | bytes, text: str, encoding: str | None = None) -> Source:
        """The source that `content` decodes to: `text`. The digest is that of the bytes, a str's in UTF-8."""
        import hashlib

        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        return cls(hashlib.sha256(data).hexdigest(), len(text), encoding, text)


@attrs.frozen(order=True)
class Diagnostic:
    """Something a user should know about how a document came about: an id such as `text/replaced`, a sentence."""

    id: str = attrs.field(validator=attrs.validators.instance_of(str))
    message: str = attrs.field(validator=attrs.validators.instance_of(str))


@attrs.frozen(order=True)
class Failure:
    """An analyzer that failed on this document, or was skipped because a layer was missing."""

    analyzer: str
    plugin: str
    version: str
    layers: tuple[str, ...]
    message: str


@attrs.frozen
class Producer:
    """Who made a layer: plugin, version, analyzer, the resources used (with versions), a digest of the options."""

    plugin: str
    version: str
    analyzer: str
    resources: tuple[tuple[str, str], ...] = ()
    options: str | None = None

    def to_json(self) -> JSON:
        """The producer as a JSON object; of resources with the same name all versions are named."""
        resources: dict[str, str] = {}
        for name, version in self.resources:
            resources[name] = f"{resources[name]}, {version}" if name in resources else version
        return {**attrs.asdict(self), "resources": resources}


@attrs.frozen(eq=False)
class StoredLayer:
    """A layer in a document: what an analyzer filled in, or the JSON of one that was loaded and not yet asked for."""

    filled: Filled[Any] | None
    producer: Producer | None
    raw: JSON = None
    _read: dict[Any, Filled[Any]] = attrs.field(factory=dict, init=False, repr=False)

    @property
    def saved(self) -> bool:
        return self.filled is None or self.filled.key.saved

    def to_json(self) -> JSON:
        """`{"version", "producer", "spans" or "findings"}`; the very JSON that was loaded, if it was."""
        if self.filled is None:
            return self.raw
        key, values = self.filled.key, self.filled.values
        encoded = key._encoded(value.payload for value in values)
        head = {"version": key.version, "producer": self.producer and self.producer.to_json()}
        if isinstance(key, Layer):
            spans = [
                {"start": span.start, "end": span.end, "rule": span.rule, "payload": encoded[id(span.payload)]}
                for span in values
                if isinstance(span, Span)
            ]
            return {**head, "spans": spans}
        findings = [
            {
                "rule": finding.rule,
                "payload": encoded[id(finding.payload)],
                "evidence": [attrs.asdict(evidence) for evidence in finding.evidence],
            }
            for finding in values
            if isinstance(finding, Finding)
        ]
        return {**head, "findings": findings}

    def read(self, key: Layer[P] | DocumentLayer[P], text_length: int) -> Filled[Any]:
        """What the layer holds, decoded by `key`. Raises `StoreError` if it doesn't fit."""
        if self.filled is not None and self.filled.key.payload is key.payload and type(self.filled.key) is type(key):
            return self.filled
        if key not in self._read:
            self._read[key] = self._decoded(key, text_length)
        return self._read[key]

    def _decoded(self, key: Layer[P] | DocumentLayer[P], text_length: int) -> Filled[Any]:
        raw = self.to_json()
        version = raw.get("version")
        if version != key.version:
            raise StoreError(
                f"layer {key.name!r} was saved in version {version}, and the installed plugin reads version "
                f"{key.version}: install the plugin that wrote it"
            )
        try:
            return key(_values(key, raw, text_length))
        except MALFORMED as error:
            raise StoreError(f"layer {key.name!r} of the file is malformed: {error}") from error


def _values(key: Layer[P] | DocumentLayer[P], raw: JSON, text_length: int) -> Any:
    import msgspec

    decode = key.codec.decode
    if isinstance(key, Layer):
        spans = msgspec.convert(raw["spans"], list[Span[Any]])
        for span in spans:
            check_range(span.start, span.end, text_length)
        return [Span(span.start, span.end, decode(span.payload), span.rule) for span in spans]
    findings = msgspec.convert(raw["findings"], list[Finding[Any]])
    return [Finding(decode(finding.payload), finding.rule, finding.evidence) for finding in findings]


@attrs.frozen
class Scope:
    """The layers that an analyzer declared, and so may read."""

    analyzer: str
    layers: frozenset[str]


@attrs.frozen(eq=False, repr=False)
class Document:
    """An article, immutable: its text, what is known about it, and layers of spans and findings.

    Offsets are code points of `text`, half-open. `doc[KEY]` is the layer of a key: a `SpanSet` for a
    `Layer`, a tuple of findings, best first, for a `DocumentLayer`. Two documents are equal if they
    are saved as the same JSON.
    """

    text: str
    id: str
    metadata: FrozenObject
    source: Source
    offsets: OffsetMap
    diagnostics: tuple[Diagnostic, ...] = ()
    failures: tuple[Failure, ...] = ()
    _layers: Mapping[str, StoredLayer] = attrs.field(factory=dict, alias="stored")
    _absent: tuple[str, ...] = attrs.field(default=(), alias="absent")
    _scope: Scope | None = attrs.field(default=None, alias="scope")

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of the layers that are there, sorted."""
        return tuple(sorted(self._layers))

    def __contains__(self, key: Layer[Any] | DocumentLayer[Any]) -> bool:
        return key.name in self._layers

    @overload
    def __getitem__(self, key: Layer[P]) -> SpanSet[P]: ...
    @overload
    def __getitem__(self, key: DocumentLayer[P]) -> tuple[Finding[P], ...]: ...
    def __getitem__(self, key: Layer[P] | DocumentLayer[P]) -> SpanSet[P] | tuple[Finding[P], ...]:
        """The spans or findings of a layer.

        Raises `MissingLayerError` if the document hasn't got it, `StoreError` if a loaded layer doesn't fit.
        """
        stored = self._layers.get(key.name)
        if stored is None:
            raise self._missing(key.name)
        return stored.read(key, len(self.text)).values

    @overload
    def get(self, key: Layer[P]) -> SpanSet[P]: ...
    @overload
    def get(self, key: DocumentLayer[P]) -> tuple[Finding[P], ...]: ...
    def get(self, key: Layer[P] | DocumentLayer[P]) -> SpanSet[P] | tuple[Finding[P], ...]:
        """The spans or findings of a layer, none if the document hasn't got it: for layers that are optional.

        Raises `UndeclaredLayerError` if an analyzer asks for a layer that it didn't declare.
        """
        if key.name in self._layers:
            return self[key]
        if self._scope is not None and key.name not in self._scope.layers:
            raise self._missing(key.name)
        return SpanSet() if isinstance(key, Layer) else ()

    def _missing(self, name: str) -> MissingLayerError:
        if self._scope is not None and name not in self._scope.layers:
            return UndeclaredLayerError(
                f"analyzer {self._scope.analyzer!r} read layer {name!r} without declaring it: "
                "name it in requires= or optional="
            )
        there = ", ".join(self.layers) or "none"
        why = "; ".join(self._absent) or "install the plugin that provides it, or don't block it"
        return MissingLayerError(f"document {self.id!r} has no layer {name!r} (it has: {there}): {why}")

    def slice(self, place: Span[Any] | Evidence) -> str:
        """The text that a span or a piece of evidence points at.

        Raises `OffsetError` if the place doesn't exist, `InputError` if it lies in a source that wasn't saved.
        """
        where = place.where if isinstance(place, Evidence) else "text"
        if where == "text":
            text = self.text
        elif where == "source":
            text = self.source_text
        else:
            text = str(self.metadata.get(where.removeprefix("given:"), ""))
        check_range(place.start, place.end, len(text), where)
        return text[place.start : place.end]

    @property
    def source_text(self) -> str:
        """The decoded source. Raises `InputError` if the document was loaded without it."""
        if self.source.text is not None:
            return self.source.text
        if self.offsets.is_identity and self.source.length == len(self.text):
            return self.text
        raise InputError(f"document {self.id!r} was saved without its source: save it with dumps(doc, source=True)")

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The range of the decoded source that `start` to `end` of the text came from; code points, half-open.

        Raises `OffsetError` if the range doesn't lie in the text.
        """
        return self.offsets.source_range(start, end)

    def without(self, key: Layer[P], *, where: Callable[[Span[P]], bool] | None = None) -> View:
        """A view of the text without the spans of a layer, or without those for which `where` is true.

        Raises `MissingLayerError` if the document hasn't got the layer.
        """
        return View.leaving_out(
            self.text, [(span.start, span.end) for span in self[key] if where is None or where(span)]
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return self is other or (self.text == other.text and canonical(self._to_json()) == canonical(other._to_json()))

    def __hash__(self) -> int:
        return hash((self.id, self.source.sha256))

    def __repr__(self) -> str:
        return f"<Document {self.id!r}, {len(self.text)} code points, layers: {', '.join(self.layers) or 'none'}>"

    # What the rest of core needs; not for users, whose documents never change.

    def _to_json(self) -> JSON:
        """What `dumps` writes. It shares the JSON of layers that were loaded, so nobody may change it."""
        return {
            "geobrief": 1,
            "id": self.id,
            "text": self.text,
            "metadata": thawed(self.metadata),
            "source": {
                "sha256": self.source.sha256,
                "encoding": self.source.encoding,
                "length": self.source.length,
            },
            "map": None if self.offsets.is_identity else [list(run) for run in self.offsets.runs],
            "layers": {name: layer.to_json() for name, layer in self._layers.items() if layer.saved},
            "failures": [attrs.asdict(failure) for failure in self.failures],
            "diagnostics": [attrs.asdict(diagnostic) for diagnostic in self.diagnostics],
        }

    def _with(
        self,
        *,
        layers: Mapping[str, StoredLayer],
        diagnostics: Iterable[Diagnostic],
        failures: Iterable[Failure],
        absent: tuple[str, ...],
    ) -> Document:
        return attrs.evolve(
            self,
            stored={**self._layers, **layers},
            diagnostics=tuple(sorted({*self.diagnostics, *diagnostics})),
            failures=tuple(sorted(failures)),
            absent=absent,
        )

    def _seen_by(self, scope: Scope, layers: Mapping[str, StoredLayer]) -> Document:
        """The document as an analyzer sees it: with the layers that it declared."""
        return Document(
            self.text,
            self.id,
            self.metadata,
            self.source,
            self.offsets,
            self.diagnostics,
            (),
            {name: layers[name] for name in scope.layers if name in layers},
            (),
            scope,
        )
