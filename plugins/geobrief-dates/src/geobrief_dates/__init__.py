"""Dates and times in news text, and the day of publication: a plugin of geobrief.

The analyzers are found through the entry point; for users there are the keys and their payloads.
A language's grammar is a resource of type `geobrief_dates.grammar.Grammar`.
"""

from geobrief.vocabulary import DATES, PUBLISHED, DateMention, Published

__all__ = ["DATES", "PUBLISHED", "DateMention", "Published"]
