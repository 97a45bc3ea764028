"""Reads every text that has no media type, or so it thinks."""

from geobrief import Parser, hookimpl


def sniff(content):
    return content.startswith("%")  # fails on bytes


def parse(source):
    return source.content


@hookimpl
def geobrief_parsers():
    return [
        Parser(name="percent", media_types=("text/percent",), suffixes=(), sniff=sniff, provides=(), parse=parse),
    ]
