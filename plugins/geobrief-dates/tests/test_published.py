"""The day of publication: which candidates there are, and which comes first."""

from __future__ import annotations

import datetime as dt

import pytest
from geobrief_dates import PUBLISHED
from hypothesis import given
from hypothesis import strategies as st

import geobrief

PIPELINE = geobrief.pipeline(only=["dates"])
BODY = "Envoys met in Vienna for a first round of talks on gas, and will meet again in May."
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))


def found(text: str, **known: str) -> list[tuple[str, str]]:
    doc = PIPELINE.analyze(geobrief.Input(text, **known))
    for finding in doc[PUBLISHED]:
        assert doc.slice(finding.evidence[0])
    return [
        (finding.rule.removeprefix("dates/published-"), finding.payload.date.isoformat()) for finding in doc[PUBLISHED]
    ]


@given(DAYS)
def test_glued_head_date(day: dt.date) -> None:
    doc = PIPELINE.analyze(f" date {day} {BODY}")
    (finding,) = doc[PUBLISHED]
    assert finding.payload.date == day
    assert (finding.evidence[0].start, finding.evidence[0].end) == (6, 16)


@given(DAYS, st.sampled_from(["%Y/%m/%d", "%Y-%m-%d", "%Y%m%d", "%Y/%b/%d", "%Y_%m_%d"]))
def test_address_and_file_name(day: dt.date, form: str) -> None:
    written = day.strftime(form).lower()
    assert found(BODY, url=f"https://example.org/news/{written}/talks-7.html") == [("url", day.isoformat())]
    if "/" not in form:
        assert found(BODY, path=f"1999/01/01/{written}-talks.txt") == [("path", day.isoformat())]


@given(DAYS, st.sampled_from(["%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%A, %B %d, %Y", "%d.%m.%Y"]))
def test_lines_near_the_head(day: dt.date, form: str) -> None:
    written = day.strftime(form)
    if form == "%d.%m.%Y" and day.day <= 12:
        return  # which is the day and which the month isn't known
    for line, rule in (
        (f"Published {written}", "line"),
        (f"Posted on {written} at 10:30", "line"),
        (f"Updated: {written}", "updated"),
        (f"By A. Writer | {written}", "byline"),
        (written, "byline"),
    ):
        assert found(f"Talks open in Vienna\n\n{line}\n\n{BODY}") == [(rule, day.isoformat())]


def test_dateline() -> None:
    assert found(f"BRUSSELS, March 18, 2024 (EX) - {BODY}") == [("dateline", "2024-03-18")]
    assert found(f"LONDON — 18 March 2024\n\n{BODY}")[0][1] == "2024-03-18"


def test_dateline_without_a_year_gets_it_from_another_candidate() -> None:
    assert found(f"BRUSSELS, March 18 (EX) - {BODY}") == []
    known = found(f"BRUSSELS, March 18 (EX) - {BODY}", url="https://example.org/2024/03/19/talks")
    assert known == [("url", "2024-03-19"), ("dateline", "2024-03-18")]


def test_the_callers_word_comes_first_and_zones_count() -> None:
    known = found(
        f"2024-03-19 {BODY}",
        published="2024-03-18T23:30-05:00",
        url="https://example.org/2024/03/20/x",
        path="2024-03-21.txt",
    )
    assert known == [("given", "2024-03-18"), ("head", "2024-03-19"), ("url", "2024-03-20"), ("path", "2024-03-21")]


def test_nothing_later_than_the_retrieval_but_what_the_caller_says() -> None:
    known = {"url": "https://example.org/2024/03/20/x", "retrieved": "2024-03-19T08:00Z"}
    assert found(BODY, **known) == []
    assert found(BODY, published="2024-03-21", **known) == [("given", "2024-03-21")]
    assert found(BODY, url="https://example.org/2024/03/19/x", retrieved="2024-03-19T08:00Z") == [("url", "2024-03-19")]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"On 2024-03-18 {BODY}",
        f"The council met on March 18, 2024 and will meet again in May, its chair said. {BODY}",
        f"Dam of 1911 breaks on 5 March 2024 after days of heavy rain in the hills\n\n{BODY}",
    ],
)
def test_a_day_in_the_story_is_not_that_of_publication(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "url", ["https://example.org/9999/99/99/", "https://example.org/2024/02/31/", "a", "", "2024/1"]
)
def test_addresses_without_a_day(url: str) -> None:
    assert found(BODY, url=url) == []


def page(head: str, body: str = "") -> list[tuple[str, str]]:
    html = f"<!doctype html><title>Talks open in Vienna</title>{head}<h1>Talks open in Vienna</h1>{body}<p>{BODY}"
    doc = PIPELINE.analyze(html)
    for finding in doc[PUBLISHED]:
        (place,) = finding.evidence
        written = html[place.start : place.end] if place.where == "source" else doc.slice(place)
        assert str(finding.payload.date.day) in written
    return [
        (finding.rule.removeprefix("dates/published-"), finding.payload.date.isoformat()) for finding in doc[PUBLISHED]
    ]


def test_a_page_says_its_day_and_zones_count() -> None:
    said = '<meta property="article:published_time" content="2024-03-18T23:30:00-05:00">'
    assert page(said) == [("meta", "2024-03-18")]


def test_the_day_of_the_last_change_is_not_that_of_publication() -> None:
    assert page('<meta property="article:modified_time" content="2024-03-18">') == []


@pytest.mark.parametrize("value", ["1970-01-01T00:00:00Z", "0001-01-01", "2024-02-31", "1710720000", "soon", ""])
def test_values_that_no_page_can_have(value: str) -> None:
    assert page(f'<meta property="article:published_time" content="{value}">') == []


def test_days_of_other_articles_are_not_taken() -> None:
    other = '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2024-03-11"}]}'
    far = "<p>More of the day's stories from around the region.</p>" * 400
    related = far + '<time datetime="2024-03-12">Tuesday</time>'
    assert page(f'<script type="application/ld+json">{other}</script>') == []
    assert page("", f'<p><time datetime="2024-03-18">Monday</time></p>{related}') == [("time", "2024-03-18")]


def test_a_day_in_the_address_and_seen_by_readers_comes_before_a_time_in_another_zone() -> None:
    html = f'<meta name="date" content="2024-03-19T02:30:00Z"><h1>Talks</h1><p>Published March 18, 2024<p>{BODY}'
    doc = PIPELINE.analyze(html, url="https://example.org/2024/march/18/talks", media_type="text/html")
    assert doc[PUBLISHED][0].rule == "dates/published-line"
