"""Nothing is wrong with it: marks the first word."""

import attrs

from geobrief import Analyzer, Layer, Span, hookimpl


@attrs.frozen
class Word:
    length: int


HEALTHY = Layer("healthy", Word)


def prepare(registry, options):
    def run(doc):
        words = doc.text.split()[:1]
        yield HEALTHY(
            Span(doc.text.index(word), doc.text.index(word) + len(word), Word(len(word)), "healthy/first")
            for word in words
        )

    return run


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="healthy", provides=(HEALTHY,), prepare=prepare)]
