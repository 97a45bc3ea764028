"""Its offsets are numbers, though not integers."""

import attrs

from geobrief import Analyzer, Layer, Span, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("float-offsets", Mark)


def run(doc):
    yield MARKS([Span(0, len(doc.text) / 2, Mark(1), "marks/half")])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
