"""Calls itself core."""

from geobrief import hookimpl


@hookimpl
def geobrief_parsers():
    return []
