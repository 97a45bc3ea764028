"""Sentences: they cover the text block by block, and end where a reader would end them."""

from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

import geobrief
from geobrief import Document, Rule
from geobrief.analyzers.sentences import SENTENCE_SPLITTER
from geobrief.vocabulary import BLOCKS, SENTENCES

PIPELINE = geobrief.pipeline(only=[])
PIECES = st.sampled_from(list(" \n.!?…。\"”’)([“'a1A")) | st.sampled_from(
    '\n\n|. |... |?" |Mr. |U.S. |No. |Sept. |J. |3.5|What Now|said |The |region.The|- |# |\ud800|。'.split("|")
)
drafts = texts | st.lists(PIECES, max_size=25).map("".join)


def analyze(text: str) -> Document:
    return PIPELINE.analyze(text, media_type="text/plain")


def sentences(text: str) -> list[str]:
    doc = analyze(text)
    return [doc.slice(span) for span in doc[SENTENCES]]


@given(drafts)
def test_sentences_are_in_order_disjoint_and_cover_all_but_white_space(text: str) -> None:
    done = 0
    for span in analyze(text)[SENTENCES]:
        assert span.start >= done
        assert not text[done : span.start].strip()
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        done = span.end
    assert not text[done:].strip()


@given(drafts)
def test_a_sentence_lies_in_one_block(text: str) -> None:
    doc = analyze(text)
    for span in doc[SENTENCES]:
        assert len(doc[BLOCKS].covering(span.start, span.end)) == 1


@given(st.lists(st.sampled_from(["Oil fell again.", "Why?", "“No.”", "Gas cost 3.5 cents on Sept. 4!"]), min_size=1))
def test_whole_sentences_are_found_whole(whole: list[str]) -> None:
    assert sentences(" ".join(whole)) == whole


@pytest.mark.parametrize("rule", SENTENCE_SPLITTER.rules, ids=lambda rule: rule.id)
def test_each_rule_finds_its_example(rule: Rule) -> None:
    doc = analyze(rule.example.text)
    assert rule.example.finds in [doc.slice(span) for span in doc[SENTENCES] if span.rule == rule.id]


ONE = """\
Mr. Lee, Mrs. Reed and Prof. Dr. Hill met Gen. Ward and ex-Sen. Cole.
It was signed on Sept. 11, 2001, at 9 a.m. Monday in Washington, D.C. by both.
Acme Corp. Chairman Ann Lee met J. R. Smith of Reed & Co. Ltd. on Wall St. yesterday.
The U.S. Navy and the U.N. Security Council, i.e. the fifteen, spoke of No. 5 (see Fig. 3 and pp. 12, 14).
Prices rose 3.5 percent to $1,050.25 a ton vs. 2.9 percent.
“Is it over?” the minister asked.
"Stop!" President Lee shouted.
“Will it last?” he said.
He waited … and waited ... and left.
I ... I don't know.
The firm owns Yahoo! Inc. shares and node.js sites at www.example.Com today.
MR. LEE MET GEN. WARD OF ACME INC. TODAY
The 36th Inf. Div. arrived.
He met John F. Kennedy Jr. in St. Louis, Mo. on Jan. 5.""".splitlines()


@pytest.mark.parametrize("text", ONE)
def test_what_is_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "It grew in the U.S.|The rest of the world stood still.",
        "He came at 5 p.m.|They had left.",
        "The answer is No.|The vote was on Plan B.|It failed.",
        "She bought Acme Inc.|But he sold Reed & Co.|Nobody knows why.",
        "He said: “We will not wait.”|The minister left.|(He had a train to catch.)",
        "“No.”|“Why not?”|Nobody answered.",
        "What?!|No!!!|It rained...|Then it stopped.",
        "It was in 2021.|15 people died.|“Two lived.”",
        "It ended the talks in the region.|The visit went on.",
        "It ended .|Then it began . . .|That was all.",
        "He left.|‘Never again,’ he said.",
        "It fell by 3.5%.|[It had risen.]|It did not matter.",
        "Что это?|Это дом.|Да.",
        "यह एक घर है।|हाँ।",
    ],
)
def test_where_sentences_end(text: str) -> None:
    assert sentences(text.replace("|", " ")) == text.split("|")


def test_no_blank_is_needed_after_wide_marks_or_where_scraping_lost_it() -> None:
    assert sentences("他说。“我们走吧！”真的？") == ["他说。", "“我们走吧！”", "真的？"]
    assert sentences("It ended in the region.The visit went on.") == ["It ended in the region.", "The visit went on."]


def test_a_sentence_goes_on_over_a_line_break_but_not_into_another_block() -> None:
    assert sentences("The talks went on for\na second day.\n\nNobody\n\nsaid why") == [
        "The talks went on for\na second day.",
        "Nobody",
        "said why",
    ]


def test_a_heading_is_one_sentence_and_the_number_of_an_item_none() -> None:
    text = "Gas or Oil? The Ministers Decide\n\n1. Gas comes first. Oil comes later, they say."
    assert sentences(text) == ["Gas or Oil? The Ministers Decide", "1. Gas comes first.", "Oil comes later, they say."]


def test_an_empty_text_has_no_sentences() -> None:
    assert sentences("") == sentences(" \n ") == []


@pytest.mark.parametrize(
    "unit", ["a", ". ", "!", "!)", "A. ", '."', "? Aa ", "a.B", "Mr. ", "?  ", "。", "aaaaa.Aa", "1. ", "(", '?" a. ']
)
def test_time_grows_like_the_text(unit: str) -> None:
    analyze("warm")
    assert_linear(analyze, lambda size: "x " + unit * (size // len(unit)), 5_000)
