"""Has the same entry-point name as another distribution."""

from geobrief import hookimpl


@hookimpl
def geobrief_exporters():
    return []
