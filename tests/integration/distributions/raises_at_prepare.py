"""Can't load its weights."""

import attrs

from geobrief import Analyzer, Layer, hookimpl


@attrs.frozen
class Weight:
    value: float


WEIGHTS = Layer("weights", Weight)


def prepare(registry, options):
    raise ValueError("line 7 of weights.txt is not a number")


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="weights", provides=(WEIGHTS,), prepare=prepare)]
