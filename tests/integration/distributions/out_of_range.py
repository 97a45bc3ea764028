"""Counts past the end of the text."""

import attrs

from geobrief import Analyzer, Layer, Span, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("out-of-range", Mark)


def run(doc):
    yield MARKS([Span(0, len(doc.text) + 1, Mark(1), "marks/all")])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
