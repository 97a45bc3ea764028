"""A typing error in the name of a hook, or a hook of a geobrief to come."""

from geobrief import hookimpl


@hookimpl
def geobrief_analysers():
    return []
