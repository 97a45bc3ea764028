"""The five hooks that a plugin may implement, and the marker for it.

A plugin is a module named in the entry-point group `geobrief`. Each hook takes no argument and
returns descriptors. Hooks may gain arguments, and descriptors fields with defaults; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pluggy

from geobrief._descriptors import Analyzer, Exporter, Parser, Reader, Resource

__all__ = ["hookimpl"]

_hookspec = pluggy.HookspecMarker("geobrief")

hookimpl = pluggy.HookimplMarker("geobrief")
"""Marks a function as the implementation of the hook that it is named after.

>>> @hookimpl
... def geobrief_analyzers():
...     return []
"""


@_hookspec
def geobrief_readers() -> Iterable[Reader]:  # type: ignore[empty-body]
    """Readers of files that hold many articles.

    >>> @hookimpl
    ... def geobrief_readers():
    ...     yield Reader(name="newsletter", suffixes=(".news",), read=lambda path: [])
    """


@_hookspec
def geobrief_parsers() -> Iterable[Parser]:  # type: ignore[empty-body]
    """Parsers of media types.

    >>> @hookimpl
    ... def geobrief_parsers():
    ...     return [my_parser]
    """


@_hookspec
def geobrief_analyzers() -> Iterable[Analyzer]:  # type: ignore[empty-body]
    """Analyzers, which add layers to documents.

    >>> @hookimpl
    ... def geobrief_analyzers():
    ...     return [Analyzer(name="places", provides=(PLACES,), prepare=prepare)]
    """


@_hookspec
def geobrief_resources() -> Iterable[Resource[Any]]:  # type: ignore[empty-body]
    """Resources, such as lexicons and grammars, which analyzers find by their type.

    >>> @hookimpl
    ... def geobrief_resources():
    ...     yield Resource(name="migration", version="1", type=Lexicon, load=load_migration)
    """


@_hookspec
def geobrief_exporters() -> Iterable[Exporter]:  # type: ignore[empty-body]
    """Exporters to other formats.

    >>> @hookimpl
    ... def geobrief_exporters():
    ...     yield Exporter(name="timeml", suffix=".tml", render=render)
    """
