"""Its hook forgot to return."""

from geobrief import Analyzer, hookimpl


@hookimpl
def geobrief_analyzers():
    Analyzer(name="lost", provides=(), prepare=lambda registry, options: lambda doc: ())
