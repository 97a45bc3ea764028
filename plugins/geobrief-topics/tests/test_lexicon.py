"""Lexicons: the format, those that ship, and those that other packages publish."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace

import attrs
import pytest
from geobrief_topics import TOPIC_EVIDENCE, TOPIC_SCORES, TOPICS, Lexicon, Term
from geobrief_topics.plugin import geobrief_analyzers, geobrief_resources
from hypothesis import given
from hypothesis import strategies as st

import geobrief
from geobrief import Analyzer, Document, Filled, Finding, Pipeline, Registry, Resource, Span, hookimpl
from geobrief.vocabulary import BOILERPLATE, TITLE, Boilerplate, BoilerplateKind

MIGRATION = """
topic = "migration"
source = "Written for this test"
licence = "CC0-1.0"

[subtopics]
asylum = "Asylum and refugees"

[[terms]]
subtopic = "asylum"
weight = 3
terms = ["asylum seeker", "refugee"]

[[terms]]
weight = 1
ambiguous = true
terms = ["shelter"]

[[terms]]
weight = 0
terms = ["tax refugee"]
"""


def publishing(*lexicons: Lexicon) -> SimpleNamespace:
    @hookimpl
    def geobrief_resources() -> Iterator[Resource[Lexicon]]:
        for lexicon in lexicons:
            yield Resource(name=lexicon.topic, version="3", type=Lexicon, load=partial(attrs.evolve, lexicon))

    return SimpleNamespace(geobrief_resources=geobrief_resources)


def pipeline_with(plugin: object) -> Pipeline:
    registry = Registry.discover(only=["topics"]).adding("other", plugin)
    return geobrief.pipeline(registry=registry, require=["topics", "other"])


def test_a_lexicon_of_another_package_gives_evidence_but_no_score() -> None:
    pipeline = pipeline_with(publishing(Lexicon.from_toml(MIGRATION)))
    document = pipeline.analyze("Asylum seekers found shelter. A tax refugee did not.", language="en")
    (finding,) = [finding for finding in document[TOPICS] if finding.payload.topic == "migration"]
    topic = finding.payload
    assert (topic.score, topic.calibrated, topic.role, topic.bias, topic.rest) == (None, False, "mention", None, None)
    assert (topic.share, [part.id for part in topic.subtopics]) == (0.5, ["asylum"])
    assert [document.slice(place) for place in finding.evidence] == ["Asylum seekers", "shelter"]
    assert [document.slice(span) for span in document[TOPIC_EVIDENCE]] == ["Asylum seekers", "shelter"]
    assert len(document[TOPIC_SCORES]) == 0
    assert document[TOPICS][-1] is finding
    layer = json.loads(geobrief.dumps(document))["layers"]["topics"]
    assert layer["producer"]["resources"]["migration"] == "3"

    absent = pipeline.analyze("The shelter for cats was full.", language="en")[TOPICS][-1]
    assert (absent.payload.role, absent.evidence) == (None, ())


def test_two_lexicons_of_one_topic_are_refused() -> None:
    lexicon = Lexicon(topic="energy", source="", licence="", subtopics={}, terms=())
    with pytest.raises(geobrief.GeobriefError, match="more than one lexicon is of the topic 'energy'"):
        pipeline_with(publishing(lexicon))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('topic = "migration"', "lacks 'topic'"),
        ('licence = "CC0-1.0"', "lacks 'licence'"),
        ('asylum = "Asylum and refugees"', "subtopics that it doesn't define: .*asylum"),
        ("weight = 3", "lacks 'weight'"),
    ],
)
def test_a_lexicon_without_what_it_needs_is_refused(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Lexicon.from_toml(MIGRATION.replace(line, ""))


def test_a_term_stands_once_in_a_lexicon() -> None:
    with pytest.raises(ValueError, match="more than once: .*refugee"):
        Lexicon.from_toml(MIGRATION.replace('"tax refugee"', '"refugee"'))


@pytest.mark.parametrize("resource", [*geobrief_resources()], ids=lambda resource: resource.name)
def test_shipped_lexicons_are_whole(resource: Resource[Lexicon]) -> None:
    lexicon = resource.load()
    assert resource.name == f"topics/{lexicon.topic}"
    assert lexicon.source
    assert lexicon.licence == "Apache-2.0"
    assert {term.subtopic for term in lexicon.terms if term.weight} == set(lexicon.subtopics)
    assert lexicon.model is not None
    assert lexicon.model.bias < 0, "without evidence, a topic is absent"
    assert min(lexicon.model.weights) >= 0
    assert lexicon.model.trained_on
    assert not any("reuters" in name.lower() for name in lexicon.model.trained_on)


@pytest.mark.parametrize(
    "rule", [rule for analyzer in geobrief_analyzers() for rule in analyzer.rules], ids=lambda rule: rule.id
)
def test_the_example_of_each_rule_holds(rule: geobrief.Rule) -> None:
    document = geobrief.analyze(rule.example.text, only=["topics"], language="en")
    found = [
        document.slice(span) for key in (TOPIC_EVIDENCE, TOPIC_SCORES) for span in document[key] if span.rule == rule.id
    ]
    found += [document.slice(f.evidence[0]) for f in document[TOPICS] if f.rule == rule.id and f.evidence]
    assert rule.example.finds in found


SYLLABLES = st.lists(st.sampled_from(["a", "b", "ab"]), min_size=1, max_size=3).map(" ".join)


@given(st.lists(SYLLABLES, min_size=1, max_size=6, unique=True), st.text("ab A-", max_size=40))
def test_matching_is_leftmost_longest_over_whole_words(terms: list[str], text: str) -> None:
    lexicon = Lexicon(
        topic="syllables", source="", licence="", subtopics={}, terms=tuple(Term(text=term, weight=1) for term in terms)
    )
    longest_first = sorted({*terms, *(f"{term}s" for term in terms)}, key=len, reverse=True)
    spellings = "|".join(term.replace(" ", "[ -]") for term in longest_first)
    naive = re.compile(rf"\b(?:{spellings})\b", re.IGNORECASE)
    alone = SimpleNamespace(geobrief_analyzers=geobrief_analyzers)
    registry = Registry.discover(only=[]).adding("topics", alone).adding("other", publishing(lexicon))
    document = geobrief.pipeline(registry=registry).analyze(text, media_type="text/plain", language="en")
    found = [(span.start, span.end) for span in document[TOPIC_EVIDENCE]]
    assert found == [match.span() for match in naive.finditer(text)][: len(found)]
    assert found or not naive.search(text)


def marking(*marks: tuple[str, BoilerplateKind]) -> SimpleNamespace:
    """A plugin that marks words of a text as boilerplate of a kind."""

    def run(document: Document) -> Iterator[Filled[Boilerplate]]:
        yield BOILERPLATE(
            Span(place, place + len(text), Boilerplate(kind, 1.0), "other/mark")
            for text, kind in marks
            for place in [document.text.index(text)]
        )

    @hookimpl
    def geobrief_analyzers() -> Iterator[Analyzer]:
        yield Analyzer(name="marks", provides=(BOILERPLATE,), prepare=lambda registry, options: run)

    return SimpleNamespace(geobrief_analyzers=geobrief_analyzers)


def test_litter_is_not_read_and_what_is_set_aside_is() -> None:
    text = "NATO troops on patrol, photo\n\nThe bakers met on Friday.\n\nRead more: oil prices and climate change"
    marks: tuple[tuple[str, BoilerplateKind], ...]
    marks = ("NATO troops on patrol, photo", "caption"), ("Read more: oil prices and climate change", "related")
    document = pipeline_with(marking(*marks)).analyze(text, language="en")
    assert [document.slice(span) for span in document[TOPIC_EVIDENCE]] == ["NATO", "troops"]
    assert {f.payload.topic: f.payload.share for f in document[TOPICS]} == {"security": 0.5, "energy": 0, "climate": 0}


def test_litter_within_a_sentence_is_not_read() -> None:
    text = "The bakers met LNG tanker offer on Friday, and NATO watched."
    document = pipeline_with(marking(("LNG tanker offer", "ad"))).analyze(text, language="en")
    assert [document.slice(span) for span in document[TOPIC_EVIDENCE]] == ["NATO"]


def test_a_title_that_is_not_in_the_text_is_read() -> None:
    document = geobrief.analyze(
        "The ministers met on Friday. They had lunch.",
        title="Troops mass at the border",
        only=["topics"],
        language="en",
    )
    security: Finding[object] = document[TOPICS][0]
    assert document[TITLE][0].evidence[0].where == "given:title"
    assert [(place.where, document.slice(place)) for place in security.evidence] == [("given:title", "Troops")]
    assert len(document[TOPIC_EVIDENCE]) == 0
