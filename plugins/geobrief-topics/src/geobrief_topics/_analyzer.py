"""The topics analyzer: reads a document with all lexicons, and says what it is about and why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

import attrs

from geobrief import Analyzer, Diagnostic, Document, Evidence, Filled, Finding, Resources, Span
from geobrief.errors import ConfigurationError
from geobrief.vocabulary import (
    BLOCKS,
    BOILERPLATE,
    LANGUAGE,
    SENTENCES,
    TITLE,
    TOPIC_EVIDENCE,
    TOPIC_SCORES,
    TOPICS,
    Role,
    Topic,
    TopicScore,
    TopicTerm,
)
from geobrief_topics._lexicon import Lexicon
from geobrief_topics._matcher import Matcher
from geobrief_topics._model import Model, logistic
from geobrief_topics._reading import LONGEST, OPENING, OUTSIDE, Hit, Pages, read
from geobrief_topics._rules import AMBIGUOUS, BLOCK, RULES, SCORE, TERM
from geobrief_topics._scoring import Amounts, Tally

PRESENT = 0.5
"""From this score on, a topic is present: main or secondary."""

MAIN_SHARE = 0.25
"""From this share of the lines on, a topic that is present is a main one."""

STATED = 20
"""How many places a finding states as its evidence: those that counted most."""

KEPT = 5_000
"""How many hits, and how many blocks, are kept for each topic: the first of the text."""


def prepare(registry: Resources, options: Mapping[str, Any]) -> TopicsAnalyzer:
    """Load every lexicon that a plugin publishes, and return the function that analyzes one document.

    Raises `ConfigurationError` for an option (there is none), and if two lexicons have one topic.
    """
    if options:
        raise ConfigurationError(f"geobrief-topics has no option {', '.join(map(repr, sorted(options)))}: leave it out")
    lexicons = tuple(resource.load() for resource in registry.resources(Lexicon))
    twice = [topic for topic, count in Counter(lexicon.topic for lexicon in lexicons).items() if count > 1]
    if twice:
        raise ConfigurationError(f"more than one lexicon is of the topic {twice[0]!r}: block a plugin that has one")
    return TopicsAnalyzer(lexicons, Matcher(lexicons))


@attrs.frozen
class TopicsAnalyzer:
    """Analyzes one document with these lexicons."""

    _lexicons: tuple[Lexicon, ...]
    _matcher: Matcher

    def __call__(self, document: Document) -> Iterator[Filled[Any] | Diagnostic]:
        """The three layers, empty for a document without text or in another language."""
        language = _language(document)
        if language != "en":
            yield Diagnostic("topics/language", f"topics are read in English only, and this is {language!r}")
        if language != "en" or not document[SENTENCES]:
            yield from (TOPICS(()), TOPIC_EVIDENCE(()), TOPIC_SCORES(()))
            return
        pages = read(document, self._matcher, len(self._lexicons))
        if pages.cut:
            yield Diagnostic("topics/cut", f"only the first {LONGEST:,} sentences were read for topics")
        findings: list[Finding[Topic]] = []
        scores: list[Span[TopicScore]] = []
        for lexicon, hits in zip(self._lexicons, pages.hits, strict=True):
            by_block = {block: Tally.of(of_block) for block, of_block in groupby(hits, key=_BLOCK)}
            findings.append(_finding(document, pages, lexicon, hits, Tally.total(by_block.values())))
            if lexicon.model:
                scores += islice(_block_scores(document, pages, lexicon.topic, lexicon.model, by_block), KEPT)
        yield TOPICS(sorted(findings, key=_best_first))
        yield TOPIC_EVIDENCE(span for hits in pages.hits for span in islice(_spans(hits), KEPT))
        yield TOPIC_SCORES(scores)


def _language(document: Document) -> str:
    return next((finding.payload.taken_as for finding in document.get(LANGUAGE)), "en")


_BLOCK = attrgetter("block")

_RANKS: dict[Role | None, int] = {"main": 0, "secondary": 1, "mention": 2, None: 3}


def _best_first(finding: Finding[Topic]) -> tuple[bool, int, float, str]:
    topic = finding.payload
    return topic.score is None, _RANKS[topic.role], -(topic.score or 0.0), topic.topic


def _finding(document: Document, pages: Pages, lexicon: Lexicon, hits: Sequence[Hit], tally: Tally) -> Finding[Topic]:
    amounts = Amounts.of(tally, len(pages.lines), pages.opening)
    model = lexicon.model
    if model is None:
        heaviest = sorted(hits, key=lambda hit: -hit.reading.payload.weight)[:STATED]
        topic = Topic(
            topic=lexicon.topic,
            score=None,
            role="mention" if hits else None,
            calibrated=False,
            share=amounts.share,
            subtopics=tally.subtopics,
        )
        return Finding(topic, SCORE, tuple(_evidence(document, hit, None) for hit in heaviest))
    weights = amounts.contributions(hits, model.weights)
    order = sorted(range(len(hits)), key=lambda place: -weights[place])
    evidence = tuple(_evidence(document, hits[place], weights[place]) for place in order[:STATED])
    logit = model.logit(amounts.features)
    score = round(logistic(logit), 6)
    topic = Topic(
        topic=lexicon.topic,
        score=score,
        role=_role(score, amounts.share, bool(hits)),
        calibrated=True,
        share=amounts.share,
        subtopics=tally.subtopics,
        bias=model.bias,
        # With what rounding took from the others, so that the parts give the score.
        rest=logit - model.bias - math.fsum(place.weight or 0.0 for place in evidence),
    )
    return Finding(topic, SCORE, evidence)


def _role(score: float, share: float, seen: bool) -> Role | None:
    if not seen:
        return None
    if score < PRESENT:
        return "mention"
    return "main" if share >= MAIN_SHARE else "secondary"


def _evidence(document: Document, hit: Hit, weight: float | None) -> Evidence:
    if hit.line != OUTSIDE:
        return Evidence(hit.start, hit.end, weight=weight)
    title = document[TITLE][0]
    place = title.evidence[0]
    if place.end - place.start == len(title.payload.text):
        return Evidence(place.start + hit.start, place.start + hit.end, place.where, weight)
    return Evidence(place.start, place.end, place.where, weight)


def _spans(hits: Sequence[Hit]) -> Iterator[Span[TopicTerm]]:
    for hit in hits:
        if hit.line != OUTSIDE:
            yield Span(hit.start, hit.end, hit.reading.payload, AMBIGUOUS if hit.reading.ambiguous else TERM)


def _block_scores(
    document: Document, pages: Pages, topic: str, model: Model, tallies: Mapping[int, Tally]
) -> Iterator[Span[TopicScore]]:
    blocks = document[BLOCKS]
    for number, tally in tallies.items():
        if number != OUTSIDE:
            lines = pages.blocks[number]
            amounts = Amounts.of(tally, len(lines), lines[:OPENING])
            score = TopicScore(topic, logistic(model.logit(amounts.features)))
            yield Span(blocks[number].start, blocks[number].end, score, BLOCK)


ANALYZER = Analyzer(
    name="topics",
    provides=(TOPICS, TOPIC_EVIDENCE, TOPIC_SCORES),
    requires=(BLOCKS, SENTENCES),
    optional=(BOILERPLATE, LANGUAGE, TITLE),
    prepare=prepare,
    rules=RULES,
)
