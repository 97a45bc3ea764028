"""geobrief's own readers, parsers and analyzers, registered through the hooks that everybody uses."""

from __future__ import annotations

from collections.abc import Iterable

from geobrief._descriptors import Analyzer, Parser, Reader
from geobrief.hookspecs import hookimpl


@hookimpl
def geobrief_readers() -> Iterable[Reader]:
    from geobrief.readers import READERS

    return READERS


@hookimpl
def geobrief_parsers() -> Iterable[Parser]:
    from geobrief.parsers import PARSERS

    return PARSERS


@hookimpl
def geobrief_analyzers() -> Iterable[Analyzer]:
    from geobrief.analyzers import ANALYZERS

    return ANALYZERS
