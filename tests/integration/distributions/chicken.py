"""The chicken needs the egg, which needs the chicken."""

import attrs

from geobrief import Analyzer, Layer, hookimpl


@attrs.frozen
class Bird:
    name: str


CHICKEN = Layer("chicken", Bird)
EGG = Layer("egg", Bird)


def prepare(registry, options):
    return lambda doc: [CHICKEN([])]


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="chicken", provides=(CHICKEN,), optional=(EGG,), prepare=prepare)]
