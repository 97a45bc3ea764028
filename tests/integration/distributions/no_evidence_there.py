"""Points at a URL that nobody gave."""

import attrs

from geobrief import Analyzer, DocumentLayer, Evidence, Finding, hookimpl


@attrs.frozen
class Mark:
    depth: int


MARKS = DocumentLayer("no-evidence-there", Mark)


def run(doc):
    yield MARKS([Finding(Mark(1), "marks/url", (Evidence(0, 4, "given:url"),))])


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="marker", provides=(MARKS,), prepare=lambda registry, options: run)]
