"""What holds for every document that the topics analyzer reads."""

from __future__ import annotations

import math
import random
import re
import time
import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from geobrief_topics import TOPIC_EVIDENCE, TOPIC_SCORES, TOPICS, Topic
from hypothesis import given
from hypothesis import strategies as st

import geobrief
from geobrief import Document, Finding
from geobrief.vocabulary import BLOCKS

PIPELINE = geobrief.pipeline(only=["topics"], require=["topics"])
ALL = {"security", "energy", "climate"}

SUMMIT = """\
Ministers meet in the port as convoy talks stall

The alliance's defence ministers gathered in the harbour town on Thursday to agree how many warships will escort \
merchant vessels this spring. NATO officials said that a frigate would join the naval patrol within days.

"Our troops are ready," said the commander of the task group. Two drones were shot down over the strait last week, \
and the militia that launched them has threatened more missile attacks.

Diplomats also spoke about the COP29 climate summit, which the host country hopes to open in November. Several of \
them linked climate change to the droughts that drive people from their villages.

The town's bakers, meanwhile, complained about closed streets. A market was moved to the other bank of the river.

A ceasefire remains far away, the ministers admitted. Sanctions on Iran will stay, and so will the peacekeepers.
"""

WORDS = [
    *("oil", "Oil", "OIL", "crude oil", "olive oil", "NATO", "troops", "attack", "strike", "security", "food security"),
    *("energy security", "climate change", "COP29", "emissions", "climate", "political climate", "the", "of", "spoke"),
    *("gas", "power", "soil", "turmoil", "carbon-neutral", "İ", "ß", "é", "e\u0301", "\ud800", "\U0001f6e2", "٣", "\0"),
]
PIECES = st.sampled_from([*WORDS, " ", " ", " ", ". ", "\n", "\n\n", "-", "’s ", "“", "_", "1"])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))
ARTICLES = st.lists(st.lists(st.sampled_from(WORDS[:26]), min_size=1, max_size=12), min_size=1, max_size=6).map(
    lambda paragraphs: "\n\n".join("She said that " + " ".join(words) + " matters here." for words in paragraphs)
)


def analyze(text: str) -> Document:
    return PIPELINE.analyze(text, media_type="text/plain", language="en")


def scores(document: Document) -> dict[str, float]:
    return {finding.payload.topic: finding.payload.score or 0.0 for finding in document[TOPICS]}


def in_word(character: str) -> bool:
    return bool(re.match(r"\w", character)) or unicodedata.category(character).startswith("M")


def recomputed(finding: Finding[Topic]) -> float:
    topic = finding.payload
    assert topic.bias is not None
    assert topic.rest is not None
    logit = math.fsum([topic.bias, topic.rest, *(place.weight or 0.0 for place in finding.evidence)])
    return 1 / (1 + math.exp(-logit))


@given(TEXTS)
def test_every_topic_has_a_finding_whose_role_follows_from_its_score(text: str) -> None:
    document = analyze(text)
    topics = [finding.payload for finding in document[TOPICS]]
    assert {topic.topic for topic in topics} == (ALL if text.strip() and topics else set())
    for finding, topic in zip(document[TOPICS], topics, strict=True):
        assert topic.score is not None
        assert 0 <= topic.score <= 1
        assert 0 <= topic.share <= 1
        assert (topic.role in {"main", "secondary"}) == (topic.score >= 0.5)
        assert (topic.role is None) == (not finding.evidence)
    roles = ["main", "secondary", "mention", None]
    assert topics == sorted(topics, key=lambda topic: (roles.index(topic.role), -(topic.score or 0), topic.topic))


@given(TEXTS)
def test_a_score_can_be_recomputed_from_what_is_stored(text: str) -> None:
    for finding in analyze(text)[TOPICS]:
        assert finding.payload.score == pytest.approx(recomputed(finding), abs=2e-6)


def test_a_score_can_be_recomputed_when_more_places_count_than_are_stated() -> None:
    energy, *_ = analyze("The refinery ships crude oil and natural gas. " * 40)[TOPICS]
    assert energy.payload.topic == "energy"
    assert len(energy.evidence) == 20
    assert energy.payload.rest is not None
    assert energy.payload.rest > 0.01
    assert energy.payload.score == pytest.approx(recomputed(energy), abs=2e-6)


@given(TEXTS)
def test_evidence_lies_on_whole_words_and_does_not_overlap(text: str) -> None:
    document = analyze(text)
    for topic in ALL:
        spans = [span for span in document[TOPIC_EVIDENCE] if span.payload.topic == topic]
        assert all(left.end <= right.start for left, right in pairwise(spans))
        for span in spans:
            assert span.start == 0 or not in_word(text[span.start - 1])
            assert span.end == len(text) or not in_word(text[span.end])
    for finding in document[TOPICS]:
        of_topic = [span for span in document[TOPIC_EVIDENCE] if span.payload.topic == finding.payload.topic]
        places = {(span.start, span.end) for span in of_topic}
        assert {(place.start, place.end) for place in finding.evidence} <= places


@given(ARTICLES, st.integers(0, 6))
def test_a_paragraph_that_says_nothing_of_a_topic_never_raises_its_score(article: str, place: int) -> None:
    paragraphs = article.split("\n\n")
    paragraphs.insert(place, "The baker had opened at six that morning, and the children were early.")
    before, after = scores(analyze(article)), scores(analyze("\n\n".join(paragraphs)))
    assert all(after[topic] <= before[topic] for topic in ALL)


@given(ARTICLES, st.integers(2, 4))
def test_repeating_a_document_keeps_the_order_of_its_topics(article: str, times: int) -> None:
    once, often = scores(analyze(article)), scores(analyze("\n\n".join([article] * times)))
    for one in ALL:
        for other in ALL:
            if once[one] > once[other]:
                assert often[one] >= often[other]


@given(st.randoms(use_true_random=False))
def test_the_main_topic_survives_another_order_of_the_body(shuffler: random.Random) -> None:
    title, *body = SUMMIT.strip().split("\n\n")
    shuffler.shuffle(body)
    first = analyze("\n\n".join([title, *body]))[TOPICS][0].payload
    assert (first.topic, first.role) == ("security", "main")


def test_main_secondary_and_absent_topics_are_told_apart() -> None:
    document = analyze(SUMMIT)
    assert {finding.payload.topic: finding.payload.role for finding in document[TOPICS]} == {
        "security": "main",
        "climate": "secondary",
        "energy": None,
    }
    climate = next(finding for finding in document[TOPICS] if finding.payload.topic == "climate")
    assert climate.payload.subtopics[0].id == "climate-policy-and-diplomacy"
    assert "COP29" in {document.slice(place)[:5] for place in climate.evidence}


def test_blocks_are_scored_each_for_itself() -> None:
    document = analyze(SUMMIT)
    best: dict[int, str] = {}
    for span in document[TOPIC_SCORES]:
        assert document[BLOCKS].colocated(span.start, span.end)
        if span.payload.score >= 0.5:
            best[span.start] = span.payload.topic
    said = {topic: [start for start in best if best[start] == topic] for topic in ALL}
    assert [SUMMIT[start:].startswith("Diplomats") for start in said["climate"]] == [True]
    assert len(said["security"]) >= 3
    assert not document[TOPIC_SCORES].overlapping(SUMMIT.index("The town's bakers"), SUMMIT.index("A market"))


@pytest.mark.parametrize("text", ["", " \n\n\t", "\u2028"])
def test_no_text_no_topics(text: str) -> None:
    document = analyze(text)
    assert [len(document[key]) for key in (TOPICS, TOPIC_EVIDENCE, TOPIC_SCORES)] == [0, 0, 0]


def test_another_language_is_not_read_and_said_so() -> None:
    document = PIPELINE.analyze("Die NATO sprach über COP29 und LNG.", language="de")
    assert [len(document[key]) for key in (TOPICS, TOPIC_EVIDENCE, TOPIC_SCORES)] == [0, 0, 0]
    assert [diagnostic.id for diagnostic in document.diagnostics] == ["topics/language"]


def test_options_are_refused() -> None:
    with pytest.raises(geobrief.GeobriefError, match="no option 'depth'"):
        geobrief.pipeline(only=["topics"], options={"topics": {"depth": 3}})


@pytest.mark.parametrize(
    "repeated",
    [
        pytest.param("oil ", id="one term"),
        pytest.param("Oil. ", id="sentences"),
        pytest.param("oil\n\n", id="paragraphs"),
        pytest.param("a", id="one letter"),
        pytest.param("energy security energy ", id="overlapping terms"),
        pytest.param("attack ", id="ambiguous terms"),
    ],
)
def test_time_grows_with_the_text(repeated: str) -> None:
    def exponent() -> float:
        small, large = repeated * (25_000 // len(repeated)), repeated * (200_000 // len(repeated))
        return math.log(best_time(lambda: analyze(large)) / best_time(lambda: analyze(small)), 8)

    assert exponent() <= 1.3 or exponent() <= 1.3


def best_time(work: Callable[[], object]) -> float:
    def measured() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(measured() for _ in range(5))


def test_what_is_kept_of_a_flood_is_bounded() -> None:
    document = analyze("Oil and gas.\n\n" * 21_000)
    assert len(document[TOPIC_EVIDENCE]) == 5_000
    assert len(document[TOPIC_SCORES]) == 5_000
    assert [diagnostic.id for diagnostic in document.diagnostics] == ["topics/cut"]
    assert all(len(finding.evidence) <= 20 for finding in document[TOPICS])
