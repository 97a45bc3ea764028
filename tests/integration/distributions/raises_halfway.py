"""Its hook is a generator that raises after the first analyzer."""

from geobrief import Analyzer, hookimpl


@hookimpl
def geobrief_analyzers():
    yield Analyzer(name="whole", provides=(), prepare=lambda registry, options: lambda doc: ())
    raise ValueError("the second one isn't ready")
