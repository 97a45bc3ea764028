"""Provides a key where a tuple of keys belongs."""

from geobrief import Analyzer, hookimpl
from geobrief.vocabulary import DATES


@hookimpl
def geobrief_analyzers():
    return [Analyzer(name="lone-key", provides=DATES, prepare=lambda registry, options: lambda doc: ())]
