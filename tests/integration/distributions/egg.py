"""The egg needs the chicken, which needs the egg."""

import attrs

from geobrief import Analyzer, Layer, hookimpl


@attrs.frozen
class Bird:
    name: str


CHICKEN = Layer("chicken", Bird)
EGG = Layer("egg", Bird)


def prepare(registry, options):
    return lambda doc: [EGG([])]


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="egg", provides=(EGG,), optional=(CHICKEN,), prepare=prepare)]
