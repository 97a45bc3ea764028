"""Forgot to return the function that analyzes."""

from geobrief import Analyzer, hookimpl


def prepare(registry, options):
    def run(doc):
        return []


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="forgetful", provides=(), prepare=prepare)]
