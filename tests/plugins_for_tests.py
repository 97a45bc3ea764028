"""Small plugins in memory, and pipelines of them: the tests of core need no installed plugin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import attrs

import geobrief
from geobrief import (
    Analyzer,
    Diagnostic,
    Document,
    DocumentLayer,
    Exporter,
    Filled,
    Input,
    Layer,
    OffsetMap,
    Parsed,
    Parser,
    Pipeline,
    Reader,
    Ref,
    Registry,
    Resource,
    Source,
    Span,
)


@attrs.frozen
class Mark:
    """A payload with a field of each sort that payloads have."""

    label: str
    weight: float = 0.0
    tags: frozenset[str] = frozenset()
    ref: Ref | None = None
    day: dt.date | None = None


MARKS = Layer("marks", Mark)
OTHERS = Layer("others", Mark)
NOTES = DocumentLayer("notes", Mark)

_HOOKS = {
    "geobrief_readers": Reader,
    "geobrief_parsers": Parser,
    "geobrief_analyzers": Analyzer,
    "geobrief_resources": Resource,
    "geobrief_exporters": Exporter,
}


def plugin(*descriptors: Any) -> Any:
    """A plugin that offers these descriptors, each through its hook."""

    def hook(name: str, offered: list[Any]) -> Any:
        def implementation() -> list[Any]:
            return offered

        implementation.__name__ = name
        return geobrief.hookimpl(implementation)

    offers = {name: [each for each in descriptors if isinstance(each, type)] for name, type in _HOOKS.items()}
    return SimpleNamespace(**{name: hook(name, offered) for name, offered in offers.items() if offered})


def text_parser(*provides: Any, parse: Callable[[Input], Parsed] | None = None, **fields: Any) -> Parser:
    """A parser that takes content as the text: a `str` as it is, bytes as UTF-8."""

    def as_it_is(item: Input) -> Parsed:
        content = item.content
        assert isinstance(content, str | bytes)
        text = content if isinstance(content, str) else content.decode("utf-8-sig", "replace")
        return Parsed(text=text, source=Source.of(content, text), offsets=OffsetMap(len(text)))

    return Parser(
        **{
            "name": "plain",
            "media_types": ("text/plain",),
            "suffixes": (".txt",),
            "sniff": lambda content: True,
            "provides": provides,
            "parse": parse or as_it_is,
            **fields,
        }
    )


def analyzer(
    run: Callable[[Document], Iterable[Filled[Any] | Diagnostic]] | None = None,
    *provides: Any,
    name: str = "marker",
    **fields: Any,
) -> Analyzer:
    """An analyzer that runs a function; without one it fills each layer with nothing."""
    given = {"name": name, "provides": provides, "prepare": lambda registry, options: run or empty(*provides), **fields}
    return Analyzer(**given)


def empty(*keys: Any) -> Callable[[Document], list[Filled[Any]]]:
    """What an analyzer runs that finds nothing."""
    return lambda document: [key([]) for key in keys]


def every(letter: str, key: Any = MARKS) -> Callable[[Document], list[Filled[Any]]]:
    """What an analyzer runs that marks each place where a letter stands."""
    return lambda document: [
        key([Span(i, i + 1, Mark(letter), f"test/{letter}") for i, have in enumerate(document.text) if have == letter])
    ]


def registry_of(parser: Parser | None = None, **plugins: Any) -> Registry:
    """A registry of a text parser and plugins, without core's: each a descriptor, a list of some, or a plugin."""
    registry = Registry(()).adding("plain", plugin(parser or text_parser()))
    for name, offered in plugins.items():
        if isinstance(offered, tuple(_HOOKS.values())):
            offered = plugin(offered)
        elif isinstance(offered, list):
            offered = plugin(*offered)
        registry = registry.adding(name, offered, version="1.2")
    return registry


def pipeline_of(
    parser: Parser | None = None, *, options: Mapping[str, Mapping[str, Any]] | None = None, **plugins: Any
) -> Pipeline:
    """A pipeline of a text parser and plugins, as in `registry_of`."""
    registry = registry_of(parser, **plugins)
    assert not registry.broken, registry.broken
    return geobrief.pipeline(registry=registry, options=options)
