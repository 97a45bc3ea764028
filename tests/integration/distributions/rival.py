"""Provides the layer that `healthy` provides."""

import attrs

from geobrief import Analyzer, Layer, hookimpl


@attrs.frozen
class Word:
    length: int


HEALTHY = Layer("healthy", Word)


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="better", provides=(HEALTHY,), prepare=lambda registry, options: lambda doc: [HEALTHY([])])]
