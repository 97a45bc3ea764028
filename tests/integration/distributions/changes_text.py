"""Cleans the document that it is given."""

import attrs

from geobrief import Analyzer, Layer, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("changes-text", Mark)


def run(doc):
    doc.text = doc.text.strip()
    yield MARKS([])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
