"""Forgot to mark its hook."""


def geobrief_analyzers():
    return []
