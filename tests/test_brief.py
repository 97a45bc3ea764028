"""The facts of a brief, and what of a stranger's text reaches a terminal or a table."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from strategies import document, documents, ranges, texts

from geobrief import DocumentLayer, Evidence, Finding, Layer, OffsetMap, Rejected, Source, Span, dumps, loads
from geobrief.errors import InputError
from geobrief.export.facts import Brief, brief_of
from geobrief.export.one_line import first_words, last_words, one_line
from geobrief.export.table import COLUMNS, Table, cell
from geobrief.export.tally import Tally
from geobrief.export.terminal import Terminal
from geobrief.vocabulary import (
    BLOCKS,
    BOILERPLATE,
    BOILERPLATE_SCORES,
    DATES,
    LANGUAGE,
    PUBLISHED,
    SENTENCES,
    TITLE,
    TOPICS,
    Block,
    Boilerplate,
    BoilerplateKind,
    BoilerplateScore,
    DateMention,
    Language,
    Published,
    Sentence,
    Title,
    Topic,
)

MARCH_18 = dt.date(2024, 3, 18)
DAY = dt.timedelta(days=1)


def at(text: str, part: str, payload: Any, rule: str = "test/rule") -> Span[Any]:
    """A span over the first occurrence of a part of a text."""
    start = text.index(part)
    return Span(start, start + len(part), payload, rule)


def published(day: dt.date = MARCH_18, *evidence: Evidence) -> Any:
    return PUBLISHED([Finding(Published(day, day.isoformat()), "test/published", evidence)])


def mention(first: dt.date | None, days: int = 1, value: str = "", **fields: Any) -> DateMention:
    latest = first and first + days * DAY
    return DateMention(**{"type": "DATE", "value": value or str(first), "earliest": first, "latest": latest, **fields})


def sentences(text: str, *parts: str) -> Any:
    return SENTENCES(at(text, part, Sentence()) for part in parts)


def marks(text: str, **parts: BoilerplateKind) -> Any:
    return BOILERPLATE(at(text, part, Boilerplate(kind, 0.9)) for part, kind in parts.items())


def shown(brief: Brief, width: int = 80) -> str:
    """The brief as a terminal without colours shows it."""
    file = io.StringIO()
    Terminal(Console(file=file, width=width, highlight=False, markup=False, emoji=False)).show(brief)
    return file.getvalue()


def rows(*briefs: Brief | Rejected) -> list[dict[str, str]]:
    """The rows of a table of these."""
    file = io.StringIO(newline="")
    table = Table(file)
    for brief in briefs:
        table.reject(brief) if isinstance(brief, Rejected) else table.show(brief)
    return list(csv.DictReader(io.StringIO(file.getvalue(), newline="")))


def row(brief: Brief) -> dict[str, str]:
    (only,) = rows(brief)
    return only


# one line


@given(texts)
def test_one_line_has_nothing_that_steers_a_terminal(text: str) -> None:
    line = one_line(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", line)
    line.encode("utf-8")
    assert one_line(line) == line


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_one_line_leaves_ordinary_writing_as_it_is(text: str) -> None:
    assert one_line(text) == text


@given(texts, st.integers(2, 20))
def test_shortened_text_is_as_long_as_it_may_be_and_says_that_it_is_shortened(text: str, length: int) -> None:
    for short, ellipsis_at in (first_words(text, length), -1), (last_words(text, length), 0):
        assert len(short) <= length
        assert short == text or short[ellipsis_at] == "…"


# lead


def test_lead_is_the_first_sentence_of_the_body_without_the_marks_in_it() -> None:
    text = "date 2024-03-18 Oil fell. Gas rose."
    doc = document(
        text, sentences(text, "date 2024-03-18 Oil fell.", "Gas rose."), marks(text, **{"date 2024-03-18": "timestamp"})
    )
    lead = brief_of(doc).lead
    assert lead is not None
    assert (lead.text, lead.start, lead.end) == ("Oil fell.", 16, 25)


def test_lead_is_no_heading_and_no_mark() -> None:
    text = "Oil and Gas\n\nAd\n\n* * *\n\nOil fell."
    doc = document(
        text,
        sentences(text, "Oil and Gas", "Ad", "* * *", "Oil fell."),
        BLOCKS([at(text, "Oil and Gas", Block("heading"))]),
        marks(text, Ad="ad"),
    )
    lead = brief_of(doc).lead
    assert lead is not None
    assert lead.text == "Oil fell."


def test_no_lead_without_a_body() -> None:
    assert brief_of(document("Ad", sentences("Ad", "Ad"), marks("Ad", Ad="ad"))).lead is None
    assert brief_of(document("")).lead is None


# time


@pytest.mark.parametrize(
    ("first", "days", "tense"),
    [
        (MARCH_18 - DAY, 1, "past"),
        (MARCH_18, 1, "now"),
        (MARCH_18 - DAY, 2, "now"),
        (dt.date(2024, 1, 1), 366, "now"),
        (MARCH_18 + DAY, 1, "ahead"),
        (MARCH_18 + DAY, 30, "ahead"),
    ],
)
def test_tense_compares_days_with_the_day_of_publication(first: dt.date, days: int, tense: str) -> None:
    doc = document("then", published(), DATES([at("then", "then", mention(first, days))]))
    assert [fact.tense for fact in brief_of(doc).facts(DATES)] == [tense]


def test_without_a_day_of_publication_only_references_have_a_tense() -> None:
    text = "then soon"
    doc = document(
        text, DATES([at(text, "then", mention(MARCH_18)), at(text, "soon", mention(None, value="FUTURE_REF"))])
    )
    assert [fact.tense for fact in brief_of(doc).facts(DATES)] == [None, "ahead"]


def test_dates_are_in_the_order_of_time() -> None:
    text = "one two three"
    doc = document(
        text,
        DATES(
            [
                at(text, "one", mention(None, value="PAST_REF")),
                at(text, "two", mention(MARCH_18)),
                at(text, "three", mention(MARCH_18 - DAY)),
            ]
        ),
    )
    assert [fact.quotes[0].text for fact in brief_of(doc).facts(DATES)] == ["three", "two", "one"]


def ahead(*mentions: DateMention) -> str | None:
    """The label of what is ahead, if these are mentioned in an article of 18 March."""
    text = "x" * len(mentions)
    spans = [Span(place, place + 1, payload, "test/rule") for place, payload in enumerate(mentions)]
    fact = brief_of(document(text, published(), DATES(spans))).ahead
    return fact and fact.label


def test_ahead_is_the_next_date_after_publication() -> None:
    june, july = mention(dt.date(2024, 6, 1)), mention(dt.date(2024, 7, 1))
    soon = mention(None, value="FUTURE_REF")
    assert ahead(july, june, soon, mention(MARCH_18)) == "2024-06-01"
    assert ahead(soon, mention(MARCH_18)) == "FUTURE_REF"
    assert ahead(mention(MARCH_18)) is None


def test_ahead_is_neither_a_duration_nor_outside_the_body() -> None:
    june = dt.date(2024, 6, 1)
    assert ahead(mention(june, type="DURATION"), mention(june, in_boilerplate=True)) is None


# places


def test_quotes_are_what_stands_at_their_places_in_the_words_around_them() -> None:
    text = "Talks began. They go on until June, he said."
    doc = document(
        text,
        sentences(text, "Talks began.", "They go on until June, he said."),
        DATES([at(text, "June", mention(MARCH_18))]),
    )
    (quote,) = brief_of(doc).facts(DATES)[0].quotes
    assert (quote.before, quote.text, quote.after) == ("They go on until ", "June", ", he said.")
    assert quote.in_context == "They go on until June, he said."


def test_words_around_a_quote_in_a_mark_are_those_of_the_mark() -> None:
    text = "date 2024-03-18 Oil fell."
    doc = document(
        text,
        sentences(text, text),
        marks(text, **{"date 2024-03-18": "timestamp"}),
        published(MARCH_18, Evidence(5, 15)),
    )
    fact = brief_of(doc).published
    assert fact is not None
    assert [quote.in_context for quote in fact.quotes] == ["date 2024-03-18"]


def test_source_that_was_not_saved_is_said_to_be_missing() -> None:
    source = Source.of("<p>Öl", "<p>Öl")
    evidence = Evidence(0, 3, "source")
    doc = document("Öl", published(MARCH_18, evidence), source=source, offsets=OffsetMap(2, [(0, 3, 5)]))
    assert "«<p>»  source 0–3" in shown(brief_of(doc))
    assert "(the source was not saved)  source 0–3" in shown(brief_of(loads(dumps(doc))))


def test_headings_are_neither_title_nor_marked() -> None:
    text = "Oil Falls\n\nWhat Next\n\nRead On"
    doc = document(
        text,
        BLOCKS(at(text, part, Block("heading")) for part in text.split("\n\n")),
        TITLE([Finding(Title("Oil Falls"), "test/title", (Evidence(0, 9),))]),
        marks(text, **{"Read On": "related"}),
    )
    assert [quote.text for quote in brief_of(doc).headings] == ["What Next"]


@given(documents())
def test_any_document_has_a_brief_that_can_be_shown_and_written(doc: Any) -> None:
    brief = brief_of(doc)
    for line in shown(brief).splitlines():
        assert line == one_line(line) or line.startswith(" ")
    assert row(brief)["id"].lstrip("'") == one_line(doc.id).lstrip("'")


@given(texts.filter(bool), st.data())
def test_any_span_is_shown(text: str, data: st.DataObject) -> None:
    start, end = data.draw(ranges(len(text)))
    days = data.draw(st.none() | st.dates(max_value=dt.date(9999, 1, 1)))
    doc = document(
        text,
        published(),
        sentences(text, text),
        DATES([Span(start, end, mention(days), "test/rule")]),
        BOILERPLATE([Span(start, end, Boilerplate("ad", 1.0), "test/rule")]),
    )
    brief = brief_of(doc)
    assert f"{start}–{end}" in shown(brief)
    assert row(brief)["litter"] == "1"


# layers of others


@attrs.frozen
class Reign:
    king: str
    earliest: dt.datetime
    latest: dt.date | None


@attrs.frozen
class Mood:
    tone: str
    score: float


@attrs.frozen
class Size:
    metres: float


@attrs.frozen
class Dirt:
    kind: str


REIGNS = Layer("reigns", Reign, shows="interval")
MOOD = DocumentLayer("mood", Mood, shows="score")
SIZES = Layer("sizes", Size, shows="label")
DIRT = Layer("dirt", Dirt, shows="litter")
SECRET = Layer("secret", Dirt)
OTHERS = (REIGNS, MOOD, SIZES, DIRT, SECRET, BOILERPLATE_SCORES)


def test_layers_of_others_are_drawn_by_what_they_show() -> None:
    text = "Carl reigned gladly, two metres tall. Dust."
    doc = document(
        text,
        REIGNS([at(text, "Carl", Reign("Carl XVI", dt.datetime(1973, 9, 15, 12), None))]),
        MOOD([Finding(Mood("glad", 0.625), "test/mood", (Evidence(13, 19),))]),
        SIZES([at(text, "two metres", Size(2.0))]),
        DIRT([at(text, "Dust", Dirt("dust"))]),
        SECRET([at(text, "tall", Dirt("hidden"))]),
        BOILERPLATE_SCORES([at(text, "Dust", BoilerplateScore(0.9))]),
    )
    brief = brief_of(doc, OTHERS)
    assert [section.layer for section in brief.sections] == ["dirt", "mood", "reigns", "sizes"]
    lines = [" ".join(line.split()) for line in shown(brief, 100).splitlines()]
    assert "reigns Carl XVI [1973-09-15, ) test/rule 0–4" in lines
    assert "mood glad 0.62 «gladly» test/mood" in lines
    assert "sizes metres 2.0 «two metres» 21–31" in lines
    assert "dirt dust «Dust» 38–42" in lines


def test_sections_of_absent_layers_are_left_out() -> None:
    out = shown(brief_of(document("Oil fell."), OTHERS))
    assert out.split() == ["a"]


@pytest.mark.parametrize(("code", "is_shown"), [("en", False), ("und", False), ("de", True)])
def test_another_language_is_shown(code: str, is_shown: bool) -> None:
    doc = document("Öl", LANGUAGE([Finding(Language(code), "test/language")]))
    assert ("Language" in shown(brief_of(doc))) is is_shown


# table


def test_columns_are_the_same_for_every_row() -> None:
    text = "Oil fell. More on 2024-06-01."
    topic = Topic(topic="energy", score=0.9, role="main", calibrated=True, share=1.0)
    doc = document(
        text,
        published(),
        sentences(text, "Oil fell.", "More on 2024-06-01."),
        marks(text, More="share"),
        DATES([at(text, "2024-06-01", mention(dt.date(2024, 6, 1)))]),
        TOPICS([Finding(topic, "test/topic", (Evidence(0, 3),)), Finding(attrs.evolve(topic, topic="peace"), "t", ())]),
    )
    rejected = Rejected("b", InputError("b is binary"))
    whole, empty, broken = rows(brief_of(doc), brief_of(document("")), rejected)
    assert tuple(whole) == COLUMNS
    assert whole == {
        "id": "a",
        "title": "",
        "published": "2024-03-18",
        "published_rule": "test/published",
        "topics_main": "energy; peace",
        "topics_secondary": "",
        "topics_mention": "",
        "lead": "Oil fell.",
        "ahead": "2024-06-01",
        "ahead_earliest": "2024-06-01",
        "ahead_latest": "2024-06-02",
        "ahead_text": "More on 2024-06-01.",
        "set_aside": "0",
        "litter": "1",
        "error": "",
    }
    assert {name for name, value in empty.items() if value} == {"id"}
    assert broken == {**dict.fromkeys(COLUMNS, ""), "id": "b", "error": "b is binary"}


@given(texts)
def test_a_cell_is_no_formula_and_can_be_taken_back(text: str) -> None:
    line, written = one_line(text), cell(text)
    assert not re.match(r"[=+\-@\t\r]", written)
    assert re.sub(r"^'(?='*[=+\-@|%＝＋－＠])", "", written) == line


@given(st.lists(texts, min_size=1, max_size=3))
def test_a_table_is_read_back_by_any_reader_of_csv(names: list[str]) -> None:
    read = rows(*(Rejected(name, InputError(name)) for name in names))
    assert [each["error"] for each in read] == [cell(name) for name in names]


# tally


def test_tally_names_the_undated() -> None:
    tally = Tally()
    tally.add(brief_of(document("x", published(), id="one")))
    tally.add(brief_of(document("x", PUBLISHED([]), id="two\x1b[2J")))
    assert tally.text.splitlines() == ["2 articles: 1 dated, 1 not dated", "  not dated: two\\x1b[2J"]


def test_tally_names_fifty_at_most() -> None:
    tally = Tally(undated=[str(n) for n in range(60)], rejected=2)
    first, *names, last = tally.text.splitlines()
    assert first == "60 articles: 0 dated, 60 not dated, 2 rejected"
    assert len(names) == 50
    assert last == "  and 10 more"


def test_tally_says_that_nobody_looked_for_dates() -> None:
    tally = Tally()
    tally.add(brief_of(document("x")))
    assert tally.text == "1 article; nobody looked for dates: none has layer 'published'"


def test_tally_counts_an_article_on_which_the_search_for_dates_failed_as_not_dated() -> None:
    tally = Tally()
    tally.add(brief_of(document("x", published(), id="one")))
    tally.add(brief_of(document("x", id="two")))
    assert tally.text.splitlines() == ["2 articles: 1 dated, 1 not dated", "  not dated: two"]


# width


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = "Oil fell. " + "The price of crude went down and down and down, 石油の価格が下がりました. " * 5
    doc = document(
        text,
        published(MARCH_18, Evidence(0, 3)),
        sentences(text, text.strip()),
        DATES([at(text, "down and", mention(MARCH_18))]),
    )
    assert max(cell_len(line) for line in shown(brief_of(doc), width).splitlines()) <= width
