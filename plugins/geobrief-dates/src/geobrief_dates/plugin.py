"""The hooks: the analyzers of PUBLISHED and DATES, and the English grammar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from geobrief import Analyzer, Diagnostic, Document, Filled, Ref, Resource, Resources, Run, Span, hookimpl
from geobrief.errors import ConfigurationError
from geobrief.vocabulary import (
    BLOCKS,
    BOILERPLATE,
    DATES,
    LANGUAGE,
    PAGE_METADATA,
    PUBLISHED,
    TITLE,
    DateMention,
)
from geobrief_dates import _published
from geobrief_dates._english import english
from geobrief_dates._page import said_of_page
from geobrief_dates._tagger import Mention, Tagger
from geobrief_dates.grammar import Grammar

_GENRES = "news", "narrative"


@hookimpl
def geobrief_analyzers() -> list[Analyzer]:
    """The day of publication first, then the dates, which are counted from it."""
    return [
        Analyzer(
            name="published",
            provides=(PUBLISHED,),
            prepare=_prepare_published,
            optional=(BLOCKS, LANGUAGE, PAGE_METADATA, TITLE),
            rules=_published.RULES,
        ),
        Analyzer(
            name="dates",
            provides=(DATES,),
            prepare=_prepare_dates,
            requires=(PUBLISHED,),
            optional=(BLOCKS, BOILERPLATE, LANGUAGE),
        ),
    ]


@hookimpl
def geobrief_resources() -> list[Resource[Grammar]]:
    """The English grammar. Another distribution may add a language by returning one of its own here."""
    return [english()]


def _prepare_published(registry: Resources, options: Mapping[str, Any]) -> Run:
    _genre(options)
    taggers = _taggers(registry)

    def run(doc: Document) -> Iterator[Filled[Any] | Diagnostic]:
        tagger = taggers.get(_language(doc))
        title = _title(doc)
        said = said_of_page(doc.get(PAGE_METADATA), doc.source_range(*title) if title else None, tagger)
        yield PUBLISHED(
            _published.candidates(doc.text, doc.metadata, _blocks(doc), tagger, title=title or (0, 0), said=said)
        )

    return run


def _prepare_dates(registry: Resources, options: Mapping[str, Any]) -> Run:
    genre = _genre(options)
    taggers = _taggers(registry)

    def run(doc: Document) -> Iterator[Filled[Any] | Diagnostic]:
        language = _language(doc)
        tagger = taggers.get(language)
        if tagger is None:
            yield DATES([])
            yield Diagnostic(
                "dates/language",
                f"no dates were looked for: the text is in {language!r}, and there are grammars of "
                f"{', '.join(taggers) or 'no language'}",
            )
            return
        published = doc[PUBLISHED][0].payload.date if doc[PUBLISHED] else None
        marks = doc.get(BOILERPLATE)
        tokens, candidates = tagger.find(doc.text, _blocks(doc))
        mentions = tagger.resolve(
            tokens, candidates, published, genre=genre, is_apart=lambda start, end: bool(marks.overlapping(start, end))
        )
        shared: dict[DateMention, DateMention] = {}
        yield DATES(_span(mention, shared) for mention in mentions)

    return run


def _span(mention: Mention, shared: dict[DateMention, DateMention]) -> Span[DateMention]:
    """The span of a mention; equal payloads are one object, which is checked and saved once."""
    reading = mention.reading
    anchor = None
    if mention.counted_from is not None:
        anchor = Ref(DATES.name, mention.counted_from)
    elif reading.anchor == "published":
        anchor = Ref(PUBLISHED.name, 0)
    earliest, latest = reading.days or (None, None)
    payload = DateMention(
        type=reading.type,
        value=reading.value,
        mod=reading.mod,
        quant=reading.quant,
        freq=reading.freq,
        anchor=anchor,
        earliest=earliest,
        latest=latest,
        in_boilerplate=mention.apart,
        ambiguous=reading.ambiguous,
    )
    return Span(mention.start, mention.end, shared.setdefault(payload, payload), mention.rule)


def _blocks(doc: Document) -> list[tuple[int, int]]:
    return [(block.start, block.end) for block in doc.get(BLOCKS)]


def _title(doc: Document) -> tuple[int, int] | None:
    """Where the title stands in the text, None if it doesn't."""
    for found in doc.get(TITLE)[:1]:
        for place in found.evidence[:1]:
            if place.where == "text":
                return place.start, place.end
    return None


def _language(doc: Document) -> str:
    return next((finding.payload.taken_as for finding in doc.get(LANGUAGE)), "en")


def _taggers(registry: Resources) -> dict[str, Tagger]:
    """A tagger for each language of which somebody provides a grammar."""
    taggers: dict[str, Tagger] = {}
    names: dict[str, str] = {}
    for resource in registry.resources(Grammar):
        grammar = resource.load()
        if grammar.language in taggers:
            raise ConfigurationError(
                f"there are two grammars of dates for {grammar.language!r}, {names[grammar.language]!r} and "
                f"{resource.name!r}: leave out the plugin of one with block="
            )
        taggers[grammar.language], names[grammar.language] = _tagger(grammar), resource.name
    return taggers


@lru_cache(maxsize=32)
def _tagger(grammar: Grammar) -> Tagger:
    return Tagger(grammar)  # both analyzers use it


def _genre(options: Mapping[str, Any]) -> str | None:
    """The option `genre`. Raises `ConfigurationError` for another option, or another value."""
    for name in options:
        if name != "genre":
            raise ConfigurationError(f"dates has no option {name!r}: there is only 'genre'")
    genre = options.get("genre")
    if genre is not None and genre not in _GENRES:
        raise ConfigurationError(f"dates: genre={genre!r}: it must be 'news' or 'narrative'")
    return genre
