"""Adds to the metadata of the document that it is given."""

import attrs

from geobrief import Analyzer, Layer, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("changes-metadata", Mark)


def run(doc):
    doc.metadata["depth"] = 1
    yield MARKS([])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
