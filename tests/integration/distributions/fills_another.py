"""Fills a layer that it doesn't provide."""

import attrs

from geobrief import Analyzer, Layer, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("fills-another", Mark)
OTHERS = Layer("others", Mark)


def run(doc):
    yield MARKS([])
    yield OTHERS([])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
