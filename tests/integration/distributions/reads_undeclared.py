"""Reads a layer that it doesn't declare."""

import attrs

from geobrief import Analyzer, Layer, Span, hookimpl
from geobrief.vocabulary import SENTENCES


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("reads-undeclared", Mark)


def run(doc):
    yield MARKS(Span(span.start, span.end, Mark(1), "marks/long") for span in doc[SENTENCES])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
