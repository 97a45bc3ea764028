"""Says what it does, on the standard output."""

import attrs

from geobrief import Analyzer, Layer, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("prints", Mark)


print("importing")  # noqa: T201


def run(doc):
    print("reading")  # noqa: T201
    yield MARKS([])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
