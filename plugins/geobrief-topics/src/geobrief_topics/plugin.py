"""What geobrief finds through the entry point: the topics analyzer, and a lexicon for each topic."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from geobrief import Analyzer, Resource, hookimpl
from geobrief_topics._lexicon import Lexicon

SHIPPED = "climate", "energy", "security"


@hookimpl
def geobrief_analyzers() -> Iterable[Analyzer]:
    """The analyzer `topics`."""
    from geobrief_topics._analyzer import ANALYZER

    yield ANALYZER


@hookimpl
def geobrief_resources() -> Iterable[Resource[Lexicon]]:
    """The lexicons of security, energy and climate, with their models."""
    for topic in SHIPPED:
        yield Resource(name=f"topics/{topic}", version="1", type=Lexicon, load=partial(Lexicon.shipped, topic))
