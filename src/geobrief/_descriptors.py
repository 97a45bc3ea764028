"""What plugins return from their hooks: frozen, keyword-only descriptions of what they offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

import attrs

from geobrief._document import Diagnostic, Document, Source
from geobrief._frozen import frozen_object
from geobrief._input import Input, Rejected
from geobrief._layer import AnyLayer, DocumentLayer, Filled, Layer
from geobrief._offsets import OffsetMap

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


_callable: Callable[[object, attrs.Attribute[Any], object], None] = attrs.validators.is_callable()


def _text(descriptor: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, str):
        raise TypeError(f"{field.name}= of {type(descriptor).__name__} is {value!r:.60}, not a str")


def _tuple_of(*types: type) -> Callable[[object, attrs.Attribute[Any], object], None]:
    """A validator, for the mistake that is made most: a lone key or suffix where a tuple of them belongs."""

    def check(descriptor: object, field: attrs.Attribute[Any], value: object) -> None:
        wrong = [item for item in value if not isinstance(item, types)] if isinstance(value, tuple) else [value]
        if wrong:
            names = " or ".join(type.__name__ for type in types)
            raise TypeError(
                f"{field.name}= of {type(descriptor).__name__} must be a tuple of {names}, "
                f"and {'holds' if isinstance(value, tuple) else 'is'} a {type(wrong[0]).__name__}"
            )

    return check


_texts = _tuple_of(str)
_keys = _tuple_of(Layer, DocumentLayer)


@attrs.frozen(kw_only=True)
class Example:
    """An input on which a rule fires, kept true by a test.

    `finds` is the exact text of the span that the rule makes, or of its first evidence.
    `given` holds what else the caller says: arguments of `geobrief.Input`, such as `published`.
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

    text: str = attrs.field(validator=_text)
    source: Source = attrs.field(validator=attrs.validators.instance_of(Source))
    offsets: OffsetMap = attrs.field(validator=attrs.validators.instance_of(OffsetMap))
    layers: tuple[Filled[Any], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@attrs.frozen(kw_only=True)
class Reader:
    """Opens a file or folder that holds many articles.

    `suffixes` are those of the files that it reads (`.jsonl`), lower case, with the dot; a reader of
    folders has `"/"` among them. `read` yields an `Input` for each article, with an id, and a `Rejected`
    for what can't be read, and goes on.
    """

    name: str = attrs.field(validator=_text)
    suffixes: tuple[str, ...] = attrs.field(validator=_texts)
    read: Callable[[Path], Iterable[Input | Rejected]] = attrs.field(validator=_callable)


@attrs.frozen(kw_only=True)
class Parser:
    """Makes a text of an input's content, a `str` or `bytes`.

    A given media type goes before the file's suffix, and the suffix before the content: then the
    first parser whose `sniff` accepts the content's beginning (at most 4,096 units) is taken.
    """

    name: str = attrs.field(validator=_text)
    media_types: tuple[str, ...] = attrs.field(validator=_texts)
    suffixes: tuple[str, ...] = attrs.field(validator=_texts)
    sniff: Callable[[str | bytes], bool] = attrs.field(validator=_callable)
    provides: tuple[AnyLayer, ...] = attrs.field(validator=_keys)
    parse: Callable[[Input], Parsed] = attrs.field(validator=_callable)
    rules: tuple[Rule, ...] = attrs.field(default=(), validator=_tuple_of(Rule))


@attrs.frozen(kw_only=True)
class Resource(Generic[T_co]):
    """Data that analyzers load, such as a lexicon or a grammar, found by its `type`, whoever published it."""

    name: str = attrs.field(validator=_text)
    version: str = attrs.field(validator=_text)
    type: type[T_co] = attrs.field(validator=attrs.validators.instance_of(type))
    load: Callable[[], T_co] = attrs.field(validator=_callable)
    rules: tuple[Rule, ...] = attrs.field(default=(), validator=_tuple_of(Rule))


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

    name: str = attrs.field(validator=_text)
    provides: tuple[AnyLayer, ...] = attrs.field(validator=_keys)
    prepare: Callable[[Resources, Mapping[str, Any]], Run] = attrs.field(validator=_callable)
    requires: tuple[AnyLayer, ...] = attrs.field(default=(), validator=_keys)
    optional: tuple[AnyLayer, ...] = attrs.field(default=(), validator=_keys)
    rules: tuple[Rule, ...] = attrs.field(default=(), validator=_tuple_of(Rule))


@attrs.frozen(kw_only=True)
class Exporter:
    """Writes documents in another format, to files with `suffix` (`.tml`)."""

    name: str = attrs.field(validator=_text)
    suffix: str = attrs.field(validator=_text)
    render: Callable[[Iterable[Document]], Iterator[str]] = attrs.field(validator=_callable)


Descriptor: TypeAlias = "Reader | Parser | Analyzer | Resource[Any] | Exporter"
