"""Its payloads hold what their class doesn't allow."""

import attrs

from geobrief import Analyzer, Layer, Span, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("wrong-field", Mark)


def run(doc):
    yield MARKS([Span(0, 1, Mark("deep"), "marks/first")])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
