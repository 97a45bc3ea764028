"""Core's own parsers. A plugin brings others through the hook `geobrief_parsers`."""

from geobrief._descriptors import Parser
from geobrief.parsers.html import HTML
from geobrief.parsers.text import TEXT

__all__ = ["PARSERS"]

PARSERS: tuple[Parser, ...] = (HTML, TEXT)
