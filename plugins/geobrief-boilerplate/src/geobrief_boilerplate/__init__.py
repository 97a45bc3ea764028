"""Finds what is not the article: every mark is a span with a kind, a probability and reasons; nothing is cut.

>>> import geobrief
>>> doc = geobrief.analyze("Oil fell on Monday, traders said.\\n\\nAdvertisment\\n\\nGas rose on Tuesday, they said.")
>>> [(doc.slice(span), span.payload.kind) for span in doc[BOILERPLATE]]
[('Advertisment', 'ad')]
"""

from geobrief.vocabulary import BOILERPLATE, BOILERPLATE_SCORES, SET_ASIDE, Boilerplate, BoilerplateKind

__all__ = ["BOILERPLATE", "BOILERPLATE_SCORES", "SET_ASIDE", "Boilerplate", "BoilerplateKind"]
