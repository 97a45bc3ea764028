"""Title: the one that is given, or one that stands above the prose and tells of it; none is made up."""

from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

import geobrief
from geobrief import Document, Rule
from geobrief.analyzers.title import TITLE_FINDER
from geobrief.vocabulary import BLOCKS, TITLE

PIPELINE = geobrief.pipeline(only=[])
BODY = (
    "Ministers of nine countries met in Tallinn on Monday to talk about the prices of gas.\n\n"
    "A Long Way to Winter\n\n"
    "They will meet again in May, and winter is far away."
)
LINES = st.sampled_from(
    ["Ministers Meet on Gas Prices", "By Ann Lee", "Home", "Share this article", "# Winter", "17 March 2024", BODY]
)


def analyze(text: str, title: str | None = None) -> Document:
    return PIPELINE.analyze(text, media_type="text/plain", title=title)


def titles(text: str) -> list[str]:
    return [finding.payload.text for finding in analyze(text)[TITLE]]


@given(texts | st.lists(LINES, max_size=6).map("\n\n".join))
def test_a_title_is_a_heading_of_the_text(text: str) -> None:
    doc = analyze(text)
    for finding in doc[TITLE]:
        (evidence,) = finding.evidence
        assert doc.slice(evidence) == finding.payload.text
        (block,) = doc[BLOCKS].covering(evidence.start, evidence.end)
        assert block.payload.kind == "heading"
    assert len(doc[TITLE]) <= 1


@pytest.mark.parametrize("rule", TITLE_FINDER.rules, ids=lambda rule: rule.id)
def test_each_rule_finds_its_example(rule: Rule) -> None:
    doc = analyze(rule.example.text, **rule.example.given)
    (finding,) = doc[TITLE]
    assert finding.rule == rule.id
    assert doc.slice(finding.evidence[0]) == rule.example.finds


@given(st.text(min_size=1).filter(lambda title: title.strip()))
def test_a_given_title_goes_first(title: str) -> None:
    doc = analyze(f"Ministers Meet on Gas Prices\n\n{BODY}", title)
    (finding,) = doc[TITLE]
    assert (finding.payload.text, finding.rule) == (title, "title/given")
    assert doc.slice(finding.evidence[0]) == title
    assert doc.text.startswith("Ministers")


def test_a_blank_title_is_none_given() -> None:
    assert [finding.rule for finding in analyze(f"# Gas\n\n{BODY}", " ")[TITLE]] == ["title/first-level"]


@pytest.mark.parametrize(
    "head",
    [
        "Ministers Meet on Gas Prices",
        "Ministers meet on gas prices\n\nBy Ann Lee\n\n17 March 2024",
        "Home > World > Europe\n\nMinisters Meet on Gas Prices",
        "Subscribe\n\nMinisters Meet on Gas Prices\n\nA First Look at Tallinn",
    ],
)
def test_a_line_that_tells_of_the_prose_below_is_the_title(head: str) -> None:
    (title,) = titles(f"{head}\n\n{BODY}")
    assert title.lower() == "ministers meet on gas prices"


@pytest.mark.parametrize(
    "head",
    [
        "",
        "date 2024-03-18 The meeting was called at short notice.\n\n",
        "Share This Article With Friends\n\n",
        "Skip to the Main Content\n\n",
        "Advertisement\n\n",
        "By Ann Lee\n\n17 March 2024\n\n",
        "The host had said so before.\n\nMinisters Meet on Gas Prices\n\n",
    ],
)
def test_no_title_is_made_up(head: str) -> None:
    assert titles(head + BODY) == []


def test_an_empty_text_has_no_title() -> None:
    assert titles("") == []


@pytest.mark.parametrize("unit", ["What Comes Next\n\n", "a\n\n", "# \n\n", "Gas and Gas and Gas "])
def test_time_grows_like_the_text(unit: str) -> None:
    analyze("warm")
    assert_linear(analyze, lambda size: unit * (size // len(unit)) + BODY, 8_000)
