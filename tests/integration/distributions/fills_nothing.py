"""Forgets a layer that it provides."""

import attrs

from geobrief import Analyzer, Layer, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("fills-nothing", Mark)


def run(doc):
    return []


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
