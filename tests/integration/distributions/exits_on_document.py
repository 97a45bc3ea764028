"""Ends the process when it is given a document."""

import sys

import attrs

from geobrief import Analyzer, Layer, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("exits-on-document", Mark)


def run(doc):
    sys.exit("no such luck")


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
