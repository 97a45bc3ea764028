"""Its entry point is a class."""

from geobrief import hookimpl


class Plugin:
    @hookimpl
    def geobrief_analyzers(self):
        return []
