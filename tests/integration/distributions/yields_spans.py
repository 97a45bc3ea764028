"""Yields spans, and not a layer filled with them."""

import attrs

from geobrief import Analyzer, Layer, Span, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("yields-spans", Mark)


def run(doc):
    yield Span(0, 1, Mark(1), "marks/first")


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
