"""Asks for arguments that its hook hasn't got."""

from geobrief import hookimpl


@hookimpl
def geobrief_analyzers(config, registry):
    return []
