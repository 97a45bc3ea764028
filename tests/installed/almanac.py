"""A small plugin that fills the layers which a brief draws, by plain rules, so that tests can foresee it all.

It is found through its entry point: a test puts this folder on `sys.path`.
"""

from __future__ import annotations

import datetime as dt
import re
import time

import attrs

from geobrief import Analyzer, Evidence, Example, Finding, Input, Layer, Reader, Rule, Span, hookimpl
from geobrief.vocabulary import (
    BOILERPLATE,
    DATES,
    PUBLISHED,
    TOPIC_EVIDENCE,
    TOPICS,
    Boilerplate,
    DateMention,
    Published,
    Topic,
    TopicTerm,
)

DAY = dt.timedelta(days=1)
HEAD = re.compile(r"date (\d{4}-\d\d-\d\d)")


@attrs.frozen
class Place:
    """A place that is named."""

    country: str


PLACES = Layer("places", Place, shows="label")


def published(doc):
    if day := doc.metadata.get("published"):
        found = [Finding(Published(dt.date.fromisoformat(day), day), "almanac/given", (place("given:published", day),))]
    elif head := HEAD.search(doc.text):
        evidence = Evidence(head.start(1), head.end(1))
        found = [Finding(Published(dt.date.fromisoformat(head[1]), head[1]), "almanac/head", (evidence,))]
    else:
        found = []
    yield PUBLISHED(found)


def place(where, text):
    return Evidence(0, len(text), where)


def dates(doc):
    yield DATES(
        [
            *(Span(m.start(), m.end(), iso(m[0]), "almanac/day") for m in re.finditer(r"\d{4}-\d\d-\d\d", doc.text)),
            *(
                Span(m.start(), m.end(), DateMention(type="DATE", value="FUTURE_REF"), "almanac/soon")
                for m in re.finditer("upcoming", doc.text)
            ),
        ]
    )


def iso(text):
    day = dt.date.fromisoformat(text)
    return DateMention(type="DATE", value=text, earliest=day, latest=day + DAY)


def boilerplate(doc):
    yield BOILERPLATE(
        [
            *(Span(m.start(), m.end(), Boilerplate("ad", 0.9), "almanac/ad") for m in re.finditer("ADVERT", doc.text)),
            *(Span(*m.span(), Boilerplate("timestamp", 0.9), "almanac/head") for m in HEAD.finditer(doc.text)),
        ]
    )


def topics(doc):
    hits = list(re.finditer("oil|crude", doc.text, re.IGNORECASE))
    evidence = tuple(Evidence(m.start(), m.end(), weight=1.0) for m in hits)
    about = Topic(topic="energy", score=0.75, role="main", calibrated=True, share=1.0)
    absent = Topic(topic="security", score=0.01, role=None, calibrated=True, share=0.0)
    found = [Finding(about, "almanac/oil", evidence)] if hits else []
    yield TOPICS([*found, Finding(absent, "almanac/oil")])
    yield TOPIC_EVIDENCE(Span(m.start(), m.end(), TopicTerm(topic="energy", term="oil"), "almanac/oil") for m in hits)


def places(doc):
    time.sleep(0.6 * doc.text.count("SLOW"))
    if "BOOM" in doc.text:
        raise ValueError("there is no such place")
    yield PLACES(Span(m.start(), m.end(), Place("GE"), "almanac/place") for m in re.finditer("Georgia", doc.text))


def leaves(path):
    """A reader that breaks off after the first article."""
    yield Input("Oil fell.", id=f"{path}#1")
    raise ValueError("the second leaf is torn")


@hookimpl
def geobrief_readers():
    yield Reader(name="leaves", suffixes=(".leaves",), read=leaves)


DAY_RULE = Rule(
    id="almanac/day",
    summary="A day in ISO 8601.",
    example=Example(text="It is due on 2024-03-18.", finds="2024-03-18", given={"published": "2024-03-01"}),
    source="ISO 8601",
)


@hookimpl
def geobrief_analyzers():
    for run, keys, rules in (
        (published, (PUBLISHED,), ()),
        (dates, (DATES,), (DAY_RULE,)),
        (boilerplate, (BOILERPLATE,), ()),
        (topics, (TOPICS, TOPIC_EVIDENCE), ()),
        (places, (PLACES,), ()),
    ):
        yield Analyzer(name=run.__name__, provides=keys, prepare=lambda _, options, run=run: run, rules=rules)
