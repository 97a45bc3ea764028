"""Fills a layer with payloads of another type."""

import attrs

from geobrief import Analyzer, Layer, Span, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("wrong-payload", Mark)


def run(doc):
    yield MARKS([Span(0, 1, "deep", "marks/first")])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
