"""Would like to see what the others return."""

from geobrief import hookimpl


@hookimpl(wrapper=True)
def geobrief_analyzers():
    return (yield)
