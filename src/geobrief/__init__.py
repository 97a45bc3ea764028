"""geobrief reads a news article into an immutable document and says what is litter, when, and what about.

Every finding points at its place in the original, with the rule that made it. Plugins add the analyzers.

>>> import geobrief
>>> doc = geobrief.analyze("Oil fell on Monday.", published="2024-03-18")
"""

from geobrief._descriptors import Analyzer, Example, Exporter, Parsed, Parser, Reader, Resource, Resources, Rule, Run
from geobrief._document import Diagnostic, Document, Failure, Source
from geobrief._input import Input, Rejected
from geobrief._layer import DocumentLayer, Filled, Layer
from geobrief._offsets import OffsetMap
from geobrief._pipeline import Pipeline, analyze, pipeline, read
from geobrief._registry import Registry
from geobrief._span import Evidence, Finding, Ref, Span, SpanSet
from geobrief._store import dumps, loads
from geobrief._version import __version__
from geobrief._view import View
from geobrief.errors import GeobriefError
from geobrief.hookspecs import hookimpl

__all__ = [
    "Analyzer",
    "Diagnostic",
    "Document",
    "DocumentLayer",
    "Evidence",
    "Example",
    "Exporter",
    "Failure",
    "Filled",
    "Finding",
    "GeobriefError",
    "Input",
    "Layer",
    "OffsetMap",
    "Parsed",
    "Parser",
    "Pipeline",
    "Reader",
    "Ref",
    "Registry",
    "Rejected",
    "Resource",
    "Resources",
    "Rule",
    "Run",
    "Source",
    "Span",
    "SpanSet",
    "View",
    "__version__",
    "analyze",
    "dumps",
    "hookimpl",
    "loads",
    "pipeline",
    "read",
]
