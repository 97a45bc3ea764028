"""Reads files of many articles, and fails after the first."""

from geobrief import Input, Reader, hookimpl


def read(path):
    yield Input("Oil fell on Monday.", id="first")
    raise UnicodeError("the second article is torn")


@hookimpl
def geobrief_readers():
    return [Reader(name="news", suffixes=(".news",), read=read)]
