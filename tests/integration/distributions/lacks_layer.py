"""Reads a layer that nobody provides, and another analyzer of its own reads what it would provide."""

import attrs

from geobrief import Analyzer, Layer, hookimpl


@attrs.frozen
class Place:
    name: str


PLACES = Layer("places", Place)
MAPS = Layer("maps", Place)
ROUTES = Layer("routes", Place)


def prepare(registry, options):
    return lambda doc: ()


@hookimpl
def geobrief_analyzers():
    yield Analyzer(name="maps", provides=(MAPS,), requires=(PLACES,), prepare=prepare)
    yield Analyzer(name="routes", provides=(ROUTES,), requires=(MAPS,), prepare=prepare)
