"""Fills a layer about the whole document with spans of the text."""

import attrs

from geobrief import Analyzer, DocumentLayer, Span, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = DocumentLayer("spans-for-findings", Mark)


def run(doc):
    yield MARKS([Span(0, 1, Mark(1), "marks/first")])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
