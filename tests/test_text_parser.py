"""The text parser: the text stays as it is, and its blocks are those that a reader sees."""

from __future__ import annotations

import textwrap

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

import geobrief
from geobrief import Document, Rule
from geobrief.parsers.text import TEXT
from geobrief.vocabulary import BLOCKS

STORY = """\
Ministers of nine countries met in Tallinn on Monday to talk about the gas that they want to buy together. The
meeting, which was called at short notice, is to go on for two days.

Advertisment

What the Ministers Want

The host said that storage should be full by November. Her colleagues spoke of prices instead.

A Long Way to Winter

Advertisment

A decision is expected on Tuesday. Until then, she said, nobody will speak to the press.
"""

FRAGMENTS = st.sampled_from(list('\n\t\u2028“”":\u200b\ud800\0')) | st.sampled_from(
    "\n\n|\r\n|  |- |• |1. |12) |# |#### |> |>> |. |What Comes Next|Oil|"
    "By Ann Lee|17 March 2024|Advertisment|the ministers met again in May|A sentence with a full stop.".split("|")
)
drafts = texts | st.lists(FRAGMENTS, max_size=25).map("".join)


PIPELINE = geobrief.pipeline(only=[])


def parse(text: str) -> Document:
    return PIPELINE.parse(text, media_type="text/plain")


def blocks(text: str) -> list[tuple[str, str]]:
    doc = parse(text)
    return [(block.payload.kind, doc.slice(block)) for block in doc[BLOCKS]]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in blocks(text)]


@given(drafts)
def test_the_text_is_never_changed(text: str) -> None:
    doc = parse(text)
    assert doc.text == text
    assert doc.offsets.is_identity
    assert doc.diagnostics == ()


@given(drafts)
def test_blocks_are_in_order_disjoint_and_cover_all_but_white_space(text: str) -> None:
    done = 0
    for block in parse(text)[BLOCKS]:
        assert block.start >= done
        assert not text[done : block.start].strip()
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        done = block.end
    assert not text[done:].strip()


@given(st.lists(st.sampled_from(["Oil fell again on Monday.", "Gas did not follow it."]), min_size=1, max_size=5))
def test_a_text_means_the_same_with_the_line_breaks_of_another_system(paragraphs: list[str]) -> None:
    unix, windows = "\n\n".join(paragraphs), "\r\n\r\n".join(paragraphs)
    assert blocks(unix) == blocks(windows) == [("paragraph", paragraph) for paragraph in paragraphs]


@pytest.mark.parametrize("rule", TEXT.rules, ids=lambda rule: rule.id)
def test_each_rule_finds_its_example(rule: Rule) -> None:
    doc = parse(rule.example.text)
    assert rule.example.finds in [doc.slice(block) for block in doc[BLOCKS] if block.rule == rule.id]


def test_headings_are_found_and_labels_are_not() -> None:
    assert [text for kind, text in blocks(STORY) if kind == "heading"] == [
        "What the Ministers Want",
        "A Long Way to Winter",
    ]
    assert ("paragraph", "Advertisment") in blocks(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "By Ann Lee",
        "BY ANN LEE AND TOM REED",
        "Saturday, 16 March 2024",
        "Published Mar 16, 2024",
        "Posted on 16.03.2024",
        "Home > World > Europe",
        "TALLINN, Estonia (AP) _",
        "the ministers met again",
        "What will the ministers do now?",
        "She agreed with him.",
        "The ministers were, in order:",
        "Net 3.2 million vs 2.8 million",
        "Nobody knows how long the ministers of nine countries will go on talking about gas in Tallinn",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert blocks(f"{line}\n\nMinisters will meet again in May to talk about gas.")[0] == ("paragraph", line)


@pytest.mark.parametrize(
    "line",
    [
        "What comes next",
        "What Comes Next?",
        "‘We Will Not Wait’",
        "Gas in Estonia, 1991–2024",
        "1. Prices of Gas",
        "Nine Ministers, One Pipeline and a Winter That Nobody Wants to Talk About Before November",
    ],
)
def test_what_is_a_heading(line: str) -> None:
    assert blocks(f"{line}\n\nMinisters will meet again in May to talk about gas.")[0] == ("heading", line)


def test_a_heading_needs_prose_below_it() -> None:
    assert kinds("Ministers will meet again in May.\n\nMore on This Story\n\nContact Us") == ["paragraph"] * 3


def test_a_title_and_its_subtitle_are_headings_and_a_menu_is_not() -> None:
    menu = ["World News", "Business News", "Sports and Weather"]
    lines = [*menu, "Nine Ministers, One Pipeline", "A meeting in Tallinn", "They will meet again in May, it is said."]
    assert kinds("\n".join(lines)) == ["paragraph"] * 3 + ["heading"] * 2 + ["paragraph"]


@pytest.mark.parametrize("level", range(1, 7))
def test_headings_of_markdown_have_levels(level: int) -> None:
    doc = parse(f"{'#' * level} Prices\nGas fell.\n####### Seven\n#gas")
    first, *others = (block.payload for block in doc[BLOCKS])
    assert (first.kind, first.level) == ("heading", level)
    assert [other.level for other in others] == [None, None, None]


def test_list_items() -> None:
    text = "They agreed on:\n- gas\n* oil\n• coal\n1. wind\n(2) sun\n-5 degrees\n2024. A year"
    assert kinds(text) == ["paragraph"] + ["list_item"] * 5 + ["paragraph"] * 2


def test_items_apart_are_a_list_even_the_last_one() -> None:
    assert kinds("1. Gas and Oil\n\n2. Wind and Sun\n\nMinisters will meet again in May.") == [
        "list_item",
        "list_item",
        "paragraph",
    ]


def test_quotes() -> None:
    text = "> One\n> two\n\nHe said it.\n\n“We will not wait.”\n\n“No,” she said. “Never.”\n\n«Нет.»\n\n>> Read more"
    assert kinds(text) == ["quote", "paragraph", "quote", "paragraph", "quote", "paragraph"]


PARAGRAPHS = """\
Ministers of nine countries met on Monday to talk about the gas that they want to buy together, though some of them \
have contracts of their own and others have hardly any need of it.
The host said that storage should be full by November, and that nobody ought to pay more than a neighbour. Her \
colleagues spoke of prices instead, and of the ships which would have to bring what pipelines no longer carry.
A decision is expected on Tuesday; until then, she said, nobody will speak to the press, since every word moves the \
market and few words help.""".splitlines()


@pytest.mark.parametrize("width", [50, 64, 72, 80])
def test_lines_wrapped_to_a_width_are_joined(width: int) -> None:
    wrapped = [textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS]
    assert blocks("\n\n".join(wrapped)) == [("paragraph", paragraph) for paragraph in wrapped]


def test_a_first_line_indented_begins_a_paragraph() -> None:
    wrapped = [textwrap.fill(paragraph, 64, initial_indent="   ") for paragraph in PARAGRAPHS]
    assert blocks("\n".join(wrapped)) == [("paragraph", paragraph.strip()) for paragraph in wrapped]


def test_a_short_line_ends_a_paragraph_of_a_wrapped_text() -> None:
    wrapped = [textwrap.fill(paragraph, 72) for paragraph in PARAGRAPHS]
    assert blocks("\n".join(wrapped)) == [("paragraph", paragraph) for paragraph in wrapped]


def test_items_of_a_wrapped_list_hang_together() -> None:
    items = [textwrap.fill(paragraph, 60, initial_indent="- ", subsequent_indent="  ") for paragraph in PARAGRAPHS]
    assert blocks("\n".join(items)) == [("list_item", item) for item in items]


def test_a_wrapped_sentence_may_go_on_with_a_number() -> None:
    text = (
        "They said that all of them would meet again in Tallinn on March\n12. nobody knows yet\nwhat for, or how long."
    )
    assert kinds(text) == ["paragraph"]


def test_a_line_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    assert blocks("\n".join(PARAGRAPHS)) == [("paragraph", paragraph) for paragraph in PARAGRAPHS]


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks("") == blocks(" \n\t\n") == []


def test_suffix_and_media_type_choose_the_parser() -> None:
    assert {"text/plain", "text/markdown"} <= set(TEXT.media_types)
    assert {".txt", ".text", ".md"} <= set(TEXT.suffixes)
    assert TEXT.sniff("")
    assert TEXT.sniff(b"\xff\0")


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "\n",
        "a\n",
        "Aa aa.\n\n",
        "- a\n",
        "> a\n",
        "“",
        "What Now\n\n",
        "\n\nWhat Comes Next\n\nWe go on now.",
        "1. a\n",
    ],
)
def test_time_grows_like_the_text(unit: str) -> None:
    parse("warm")
    assert_linear(parse, lambda size: unit * (size // len(unit)), 8_000)
