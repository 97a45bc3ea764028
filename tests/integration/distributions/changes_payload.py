"""Changes the payload of another's span."""

import attrs

from geobrief import Analyzer, Layer, hookimpl
from geobrief.vocabulary import BLOCKS


@attrs.frozen
class Mark:
    depth: int


MARKS = Layer("changes-payload", Mark)


def run(doc):
    for span in doc[BLOCKS]:
        span.payload.kind = "heading"
    yield MARKS([])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), requires=(BLOCKS,), prepare=lambda registry, options: run)]
