"""What plugins return from their hooks: frozen, keyword-only descriptions of what they offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

import attrs

from geobrief._document import Diagnostic, Document, Source
from geobrief._frozen import frozen_object
from geobrief._input import Input, Rejected
from geobrief._layer import AnyLayer, Filled
from geobrief._offsets import OffsetMap

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@attrs.frozen(kw_only=True)
class Example:
    """An input on which a rule fires, kept true by a test.

    `finds` is the exact text of the span that the rule makes, or of its first evidence.
    `given` holds what else the caller says: arguments of `geobrief.analyze`, such as `published`.
    """

    text: str
    finds: str
    given: Mapping[str, str] = attrs.field(factory=dict, converter=frozen_object)


@attrs.frozen(kw_only=True)
class Rule:
    """The catalogue entry of a rule: a qualified id (`dates/weekday`), one sentence, an example, its source."""

    id: str
    summary: str
    example: Example
    source: str


@attrs.frozen(kw_only=True)
class Parsed:
    """What a parser makes of an input: the text, the way back to the source, and its layers."""

    text: str
    source: Source
    offsets: OffsetMap
    layers: tuple[Filled[Any], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@attrs.frozen(kw_only=True)
class Reader:
    """Opens a file or folder that holds many articles.

    `suffixes` are those of the files that it reads (`.jsonl`), lower case, with the dot; a reader of
    folders has `"/"` among them. `read` yields an `Input` for each article, with an id, and a `Rejected`
    for what can't be read, and goes on.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path], Iterable[Input | Rejected]]


@attrs.frozen(kw_only=True)
class Parser:
    """Makes a text of an input's content, a `str` or `bytes`.

    A given media type goes before the file's suffix, and the suffix before the content: then the
    first parser whose `sniff` accepts the content's beginning (at most 4,096 units) is taken.
    """

    name: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    sniff: Callable[[str | bytes], bool]
    provides: tuple[AnyLayer, ...]
    parse: Callable[[Input], Parsed]
    rules: tuple[Rule, ...] = ()


@attrs.frozen(kw_only=True)
class Resource(Generic[T_co]):
    """Data that analyzers load, such as a lexicon or a grammar, found by its `type`, whoever published it."""

    name: str
    version: str
    type: type[T_co]
    load: Callable[[], T_co]
    rules: tuple[Rule, ...] = ()


class Resources(Protocol):
    """Where `Analyzer.prepare` finds the resources of every installed plugin."""

    def resources(self, type: type[T], /) -> tuple[Resource[T], ...]:
        """The resources of a type, ordered by name; those asked for are named in the producer."""


Run: TypeAlias = "Callable[[Document], Iterable[Filled[Any] | Diagnostic]]"
"""Analyzes one document: yields every key that the analyzer provides, filled, and perhaps diagnostics."""


@attrs.frozen(kw_only=True)
class Analyzer:
    """Adds layers to a document.

    `prepare(registry, options)` runs once for each pipeline and process: it loads what is needed and
    returns the function that analyzes one document. That function must be pure. It sees the layers in
    `requires` (always there) and `optional` (there if some plugin provides them), and no other; it
    yields each key in `provides`, filled.
    """

    name: str
    provides: tuple[AnyLayer, ...]
    prepare: Callable[[Resources, Mapping[str, Any]], Run]
    requires: tuple[AnyLayer, ...] = ()
    optional: tuple[AnyLayer, ...] = ()
    rules: tuple[Rule, ...] = ()


@attrs.frozen(kw_only=True)
class Exporter:
    """Writes documents in another format, to files with `suffix` (`.tml`)."""

    name: str
    suffix: str
    render: Callable[[Iterable[Document]], Iterator[str]]


Descriptor: TypeAlias = "Reader | Parser | Analyzer | Resource[Any] | Exporter"
