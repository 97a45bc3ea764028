"""Brings a resource that can't be loaded, and which another plugin asks for."""

from geobrief_asks_for_resource import Words

from geobrief import Resource, hookimpl


def load():
    raise OSError("words.txt is gone")


@hookimpl
def geobrief_resources():
    return [Resource(name="words", version="1", type=Words, load=load)]
