"""Core's own analyzers. Plugins bring others through the hook `geobrief_analyzers`."""

from geobrief._descriptors import Analyzer
from geobrief.analyzers.language import LANGUAGE_CHECK
from geobrief.analyzers.sentences import SENTENCE_SPLITTER
from geobrief.analyzers.title import TITLE_FINDER

__all__ = ["ANALYZERS"]

ANALYZERS: tuple[Analyzer, ...] = (SENTENCE_SPLITTER, LANGUAGE_CHECK, TITLE_FINDER)
