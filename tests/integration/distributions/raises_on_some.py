"""Can't read a document about gas, and another analyzer of its own needs what it finds."""

import attrs

from geobrief import Analyzer, Layer, Span, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("raises-on-some", Mark)
DEPTHS = Layer("depths", Mark)


def run(doc):
    if "Gas" in doc.text:
        raise ZeroDivisionError("division by zero")
    yield MARKS([Span(0, 1, Mark(1), "marks/first")])


def run_after(doc):
    yield DEPTHS(doc[MARKS])


@hookimpl
def geobrief_analyzers():
    yield Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)
    yield Analyzer(name="after", provides=(DEPTHS,), requires=(MARKS,), prepare=lambda registry, options: run_after)
