"""What holds for any text, any day, any anchor."""

from __future__ import annotations

import datetime as dt

import pytest
import regex
from geobrief_dates import DATES, PUBLISHED
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

import geobrief

PIPELINE = geobrief.pipeline(only=["dates"])
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))

PIECES = st.sampled_from(
    """May march Monday Fri. 5 31 1994 2024-03-18 3/4/2024 9:30 9.30 7pm 3rd 1990s '90s Q3 the of a an , . - – ' / ( )
    in on by last this next every two half past couple decade century years year day days week quarter ago later earlier
    and to early late mid end beginning yesterday today tonight morning noon p m o'clock EST hundred thousand several
    first second fourth fiscal now recent future twice Christmas New Year ' s T10:00Z 12hrs 99999 1904-05 ٣""".split()
)
NEAR_DATES = st.lists(st.tuples(PIECES, st.sampled_from([" ", "", "\n", "\n\n", "\u00a0"])), max_size=25).map(
    lambda pairs: "".join(piece + blank for piece, blank in pairs)
)
ANY = texts | NEAR_DATES

TIMEX_VALUE = regex.compile(
    r"""
    (?: PAST_REF | PRESENT_REF | FUTURE_REF )
    | P (?:X|\d+(?:\.\d+)?)(?:Y|M|W|D|Q|WE|DE|CE) (?:\d+M)?
    | P \d+ D T \d+ H
    | PT (?:X|\d+(?:\.\d+)?)[HMS] (?:\d+[MS])?
    | P T \d+ H
    | (?: \d\d | XX | \d{3} | XXX )
    | (?: \d{4} | XXXX ) (?: - (?: \d\d | XX ) (?: - (?: \d\d | XX ) )? | -W(?:\d\d|XX)(?:-(?:WE|[1-7]))?
        | -(?:SP|SU|FA|WI) | -Q[1-4X] | -H[12X] )?
      (?: T (?: MO | AF | EV | NI | XX | \d\d:\d\d (?::\d\d)? ) (?: Z | [+-]\d\d (?::?\d\d)? )? )?
    """,
    regex.VERBOSE,
)


@given(ANY, st.none() | DAYS)
def test_any_text_gives_spans_in_order_with_sound_payloads(text: str, published: dt.date | None) -> None:
    doc = PIPELINE.analyze(geobrief.Input(text, published=published, media_type="text/plain", language="en"))
    end = 0
    for place, span in enumerate(doc[DATES]):
        assert end <= span.start < span.end <= len(doc.text)
        end = span.end
        mention = span.payload
        assert doc.slice(span) == doc.slice(span).strip()
        assert TIMEX_VALUE.fullmatch(mention.value), mention.value
        if mention.earliest is not None and mention.latest is not None:
            assert mention.earliest < mention.latest
        if mention.anchor is not None:
            assert mention.anchor.layer in ("dates", "published")
            assert mention.anchor.index < (place if mention.anchor.layer == "dates" else len(doc[PUBLISHED]))
    assert geobrief.loads(geobrief.dumps(doc)) == doc


FORMS = {
    "%Y-%m-%d": "{day:%Y-%m-%d}",
    "5 March 2021": "{day.day} {day:%B} {day.year}",
    "March 5, 2021": "{day:%B} {day.day}, {day.year}",
    "Mar. 5, 2021": "{short} {day.day}, {day.year}",
    "5 Mar 2021": "{day.day} {day:%b} {day.year}",
    "05 March, 2021": "{day:%d} {day:%B}, {day.year}",
    "Friday, March 5, 2021": "{day:%A}, {day:%B} {day.day}, {day.year}",
    "Friday 5 March 2021": "{day:%A} {day.day} {day:%B} {day.year}",
    "MARCH 5, 2021": "{upper} {day.day}, {day.year}",
    "the 5th of March 2021": "the {day.day}{suffix} of {day:%B} {day.year}",
    "March 5th, 2021": "{day:%B} {day.day}{suffix}, {day.year}",
    "2021/03/05": "{day:%Y/%m/%d}",
}


def suffix(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def short(day: dt.date) -> str:
    return "May" if day.month == 5 else f"{day:%b}."


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(day=DAYS, published=st.none() | DAYS)
def test_a_day_in_any_form_is_found_again(form: str, day: dt.date, published: dt.date | None) -> None:
    written = form.format(day=day, suffix=suffix(day.day), upper=f"{day:%B}".upper(), short=short(day))
    doc = PIPELINE.analyze(f"The ministers signed it on {written} in Oslo.", published=published)
    (span,) = doc[DATES]
    assert doc.slice(span) == written
    assert span.payload.value == day.isoformat()
    assert (span.payload.earliest, span.payload.latest) == (day, day + dt.timedelta(1))
    assert (span.payload.type, span.payload.anchor) == ("DATE", None)


@given(day=DAYS)
def test_months_and_years_are_found_again(day: dt.date) -> None:
    doc = PIPELINE.analyze(f"They signed it in {day:%B} {day.year}, not in {day.year + 1}.")
    assert [span.payload.value for span in doc[DATES]] == [f"{day:%Y-%m}", f"{day.year + 1}"]
    assert all(span.payload.earliest and span.payload.earliest.day == 1 for span in doc[DATES])


def value(text: str, published: dt.date) -> str:
    (span,) = PIPELINE.analyze(text, published=published)[DATES]
    return span.payload.value


@given(DAYS, st.integers(-3000, 3000), st.integers(2, 900))
def test_shifting_the_anchor_shifts_what_counts_from_it(anchor: dt.date, by: int, n: int) -> None:
    shift = dt.timedelta(by)
    for text in ("The envoys met yesterday.", f"The envoys met {n} days ago.", "The envoys meet again tomorrow."):
        one, other = (dt.date.fromisoformat(value(text, day)) for day in (anchor, anchor + shift))
        assert other - one == shift
    assert dt.date.fromisoformat(value("The envoys met yesterday.", anchor)) == anchor - dt.timedelta(1)
    assert dt.date.fromisoformat(value(f"The envoys met {n} days ago.", anchor)) == anchor - dt.timedelta(n)


@given(DAYS, st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()))
def test_weekday_is_the_nearest_in_its_direction(anchor: dt.date, weekday: str) -> None:
    behind, ahead, before, after = (
        dt.date.fromisoformat(value(text, anchor))
        for text in (
            f"The envoys met on {weekday}.",
            f"The envoys will meet on {weekday}.",
            f"The envoys met last {weekday}.",
            f"The envoys will meet next {weekday}.",
        )
    )
    assert {f"{day:%A}" for day in (behind, ahead, before, after)} == {weekday}
    assert anchor - dt.timedelta(7) <= before < anchor < after <= anchor + dt.timedelta(7)
    assert anchor - dt.timedelta(7) < behind <= anchor <= ahead < anchor + dt.timedelta(7)


@given(NEAR_DATES, st.lists(st.sampled_from(["The harvest was good.", "Nobody came to the harbour."]), max_size=3))
def test_sentences_around_change_no_extent_and_no_type(text: str, around: list[str]) -> None:
    before = "\n\n".join([*around, ""])
    alone, amid = (PIPELINE.analyze(each, language="en", published="2024-03-18") for each in (text, f"{before}{text}"))
    shift = len(amid.text) - len(alone.text)
    assert [(span.start + shift, span.end + shift, span.payload.type) for span in alone[DATES]] == [
        (span.start, span.end, span.payload.type) for span in amid[DATES]
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "Monday ",
        "1/",
        "1, ",
        "the ",
        "a",
        "1",
        "-",
        "2021-",
        "May 5 ",
        "two and a ",
        "last year's ",
        "\n",
        " ",
        "1990s",
        "é",
    ],
    ids=repr,
)
def test_time_is_linear(unit: str) -> None:
    def run(text: str) -> None:
        PIPELINE.analyze(text, media_type="text/plain", language="en", published="2024-03-18")

    assert_linear(run, lambda n: unit * n, 500)
