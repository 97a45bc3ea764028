"""Loads the resources of a type, whoever published them."""

from geobrief import Analyzer, hookimpl


class Words(tuple):
    pass


def prepare(registry, options):
    words = [resource.load() for resource in registry.resources(Words)]
    return lambda doc: words


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="asks", provides=(), prepare=prepare)]
