"""What dates mean: values, intervals, anchors; and what isn't one."""

from __future__ import annotations

import datetime as dt

import pytest
from geobrief_dates import DATES, PUBLISHED

import geobrief
from geobrief import Analyzer, Document, Ref, Registry, Span, hookimpl
from geobrief.vocabulary import BOILERPLATE, Boilerplate

MONDAY = "2024-03-18"
PIPELINE = geobrief.pipeline(only=["dates"])


def values(text: str, published: str | None = MONDAY) -> dict[str, str]:
    doc = PIPELINE.analyze(text, published=published, language="en")
    return {doc.slice(span): span.payload.value for span in doc[DATES]}


def only(text: str, published: str | None = MONDAY) -> geobrief.Span[geobrief.vocabulary.DateMention]:
    doc = PIPELINE.analyze(text, published=published, language="en")
    (span,) = doc[DATES]
    return span


@pytest.mark.parametrize(
    ("text", "finds", "value"),
    [
        ("Talks begin on 5 March 2021 in Oslo.", "5 March 2021", "2021-03-05"),
        ("Talks begin on March 5th, 2021 in Oslo.", "March 5th, 2021", "2021-03-05"),
        ("Talks began on the 5th of March 2021.", "the 5th of March 2021", "2021-03-05"),
        ("Talks began on Friday, 5 March 2021.", "Friday, 5 March 2021", "2021-03-05"),
        ("Talks begin in Sept. 2021.", "Sept. 2021", "2021-09"),
        ("A truce holds since 2021-03-05T14:30Z.", "2021-03-05T14:30Z", "2021-03-05T14:30Z"),
        ("They left on March eighth.", "March eighth", "2024-03-08"),
        ("It met on Thursday.", "Thursday", "2024-03-14"),
        ("It will meet on Thursday.", "Thursday", "2024-03-21"),
        ("It met last Monday.", "last Monday", "2024-03-11"),
        ("It will meet next Monday.", "next Monday", "2024-03-25"),
        ("It met on Monday.", "Monday", "2024-03-18"),
        ("Prices rose in November.", "November", "2023-11"),
        ("Prices will rise in November.", "November", "2024-11"),
        ("Prices rose in the fourth quarter.", "the fourth quarter", "2023-Q4"),
        ("Prices fell last week.", "last week", "2024-W11"),
        ("Prices fell over the weekend.", "the weekend", "2024-W11-WE"),
        ("Rain fell two days ago.", "two days ago", "2024-03-16"),
        ("Rain fell three weeks ago.", "three weeks ago", "2024-W09"),
        ("Rain fell twenty-five years ago.", "twenty-five years ago", "1999"),
        ("Rain fell a year and a half ago.", "a year and a half ago", "2022-09"),
        ("Rain fell several years ago.", "several years ago", "PAST_REF"),
        ("Shells fell on Friday evening.", "Friday evening", "2024-03-15TEV"),
        ("Shells fell last night.", "last night", "2024-03-17TNI"),
        ("The siren sounded at 7:15 p.m. on the coast.", "7:15 p.m.", "2024-03-18T19:15"),
        ("It lasted 48 hours.", "48 hours", "PT48H"),
        ("It lasted two and a half years.", "two and a half years", "P2Y6M"),
        ("It lasted one hundred and twenty days.", "one hundred and twenty days", "P120D"),
        ("It lasted two decades.", "two decades", "P20Y"),
        ("It met every Monday.", "every Monday", "XXXX-WXX-1"),
        ("It is held every four years.", "every four years", "P4Y"),
        ("Wages grew in the 1970s.", "the 1970s", "197"),
        ("A fort of the 19th century fell.", "the 19th century", "18"),
        ("Growth slowed in the first half of 2023.", "the first half of 2023", "2023-H1"),
        ("It fell by 31/12/2023 at last.", "31/12/2023", "2023-12-31"),
    ],
)
def test_value(text: str, finds: str, value: str) -> None:
    assert values(text) == {finds: value}


@pytest.mark.parametrize(
    "text",
    [
        "We may march on; the second attempt was fair, in the fall of the house, on a sunny day.",
        "The COP29 summit followed COP28, and the G20 and the G7 met.",
        "A longstanding dispute, long-term stability, at a pivotal moment.",
        "Looking Ahead: Implications for Regional Dynamics",
        "The 5G network reached 1,994 homes and 2000 people for $2010 a head.",
        "They fell on 31 February 2021, on February 30 and on 99/99/2024.",
        "Version 1.2.34 runs on Model 3.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert values(text) == {}


def test_numbers_far_too_large_are_survived() -> None:
    figures = "9" * 400
    assert all("9" not in value for value in values(f"It was {figures} days ago, 10000000000 years ago.").values())


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("It fell in August 2021.", "2021-08", "2021-08-01", "2021-09-01"),
        ("It fell in 1994.", "1994", "1994-01-01", "1995-01-01"),
        ("It fell last week.", "2024-W11", "2024-03-11", "2024-03-18"),
        ("It fell over the weekend.", "2024-W11-WE", "2024-03-16", "2024-03-18"),
        ("It fell in the winter of 2021.", "2021-WI", "2021-12-01", "2022-03-01"),
        ("It fell in the past two months.", "P2M", "2024-01-18", "2024-03-18"),
        ("It fell on 9999-12-31.", "9999-12-31", "9999-12-31", None),
        ("It fell recently.", "PAST_REF", None, None),
        ("It fell every day.", "P1D", None, None),
    ],
)
def test_interval(text: str, value: str, earliest: str | None, latest: str | None) -> None:
    payload = only(text).payload
    days = [day and dt.date.fromisoformat(day) for day in (earliest, latest)]
    assert (payload.value, payload.earliest, payload.latest) == (value, *days)


def test_intervals_of_a_mention_point_at_what_it_was_resolved_against() -> None:
    doc = PIPELINE.analyze(
        "He left on 5 March 2021. Two days later he was in Oslo, and was seen yesterday.", published=MONDAY
    )
    assert [span.payload.value for span in doc[DATES]] == ["2021-03-05", "2021-03-07", "2024-03-17"]
    assert [span.payload.anchor for span in doc[DATES]] == [None, Ref("dates", 0), Ref("published", 0)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It met on Thursday.", "XXXX-WXX-4"),
        ("It met yesterday.", "XXXX-XX-XX"),
        ("It met last year.", "XXXX"),
        ("It met last week.", "XXXX-WXX"),
        ("It met in November.", "XXXX-11"),
        ("It met on November 5.", "XXXX-11-05"),
        ("It met two days ago.", "XXXX-XX-XX"),
        ("It met two days later.", "XXXX-XX-XX"),
        ("It met at 7:15 p.m. there.", "XXXX-XX-XXT19:15"),
        ("It met tonight.", "XXXX-XX-XXTNI"),
        ("It met in the third quarter.", "XXXX-Q3"),
    ],
)
def test_without_an_anchor_the_value_stays_underspecified(text: str, value: str) -> None:
    payload = only(text, published=None).payload
    assert (payload.value, payload.anchor, payload.earliest, payload.latest) == (value, None, None, None)


def test_modifier_belongs_to_the_mention() -> None:
    span = only("The line opens early next year.")
    assert (span.payload.value, span.payload.mod) == ("2025", "START")
    span = only("It lasted more than four hours.")
    assert (span.payload.value, span.payload.mod) == ("PT4H", "MORE_THAN")


def test_set_has_its_quantifier_and_frequency() -> None:
    assert only("It met each Monday.").payload.quant == "EACH"
    assert (only("It met twice a week.").payload.value, only("It met twice a week.").payload.freq) == ("P1W", "2X")


def test_day_and_month_are_told_apart_by_the_documents_own_evidence() -> None:
    assert only("Due 3/4/2024.").payload.value == "2024-03-04"
    assert only("Due 3/4/2024.").payload.ambiguous == "2024-04-03"
    assert values("Due 3/4/2024, at latest on 31/12/2024.") == {"3/4/2024": "2024-04-03", "31/12/2024": "2024-12-31"}


def test_both_ends_of_a_range_are_mentions() -> None:
    assert values("It runs from 5–7 March 2024.") == {"5": "2024-03-05", "7 March 2024": "2024-03-07"}
    assert values("It ran from May to July 2015.") == {"May": "2015-05", "July 2015": "2015-07"}
    assert values("The drought of 1995–96 was long.") == {"1995": "1995", "96": "1996"}


@pytest.mark.parametrize("weekday", ["٥ March ٢٠٢١", "５ March ２０２１", "5\u00a0March\u00a02021"])
def test_figures_of_other_scripts_and_other_blanks(weekday: str) -> None:
    assert values(f"It began on {weekday} in Oslo.") == {weekday: "2021-03-05"}


def test_dates_do_not_cross_paragraphs() -> None:
    assert values("It began in March\n\n5 people came.") == {"March": "2024-03"}


def narrative() -> str:
    years = " ".join(f"In {year}, the dam was raised again." for year in range(1901, 1911))
    return f"{years} On 5 March 1911 it broke. In June, the town was rebuilt."


def test_narrative_counts_from_what_was_told_last() -> None:
    assert values(narrative())["June"] == "1911-06"


def test_a_year_in_passing_does_not_move_the_narrative() -> None:
    found = values(f"{narrative()} The grant lapsed in 1915. By 3 July, its people were back.")
    assert (found["1915"], found["3 July"]) == ("1915", "1911-07-03")


def test_genre_is_an_option() -> None:
    text = "The dam broke on 5 March 1911. In June, the town was rebuilt."

    def june(**options: str) -> str:
        doc = geobrief.analyze(text, published=MONDAY, only=["dates"], options={"dates": options})
        return doc[DATES][1].payload.value

    assert [june(), june(genre="news"), june(genre="narrative")] == ["2023-06", "2023-06", "1911-06"]


@pytest.mark.parametrize("options", [{"genre": "poem"}, {"genre": ["news"]}, {"speed": "high"}])
def test_wrong_option_is_refused_in_a_sentence(options: dict[str, object]) -> None:
    with pytest.raises(geobrief.errors.ConfigurationError, match=r"genre"):
        geobrief.pipeline(only=["dates"], options={"dates": options})


def test_other_language_has_no_dates_and_says_so() -> None:
    doc = PIPELINE.analyze("2024-03-18 In May 2021 het overleg.", language="nl", url="https://example.org/2024/03/17/x")
    assert len(doc[DATES]) == 0
    assert [diagnostic.id for diagnostic in doc.diagnostics] == ["dates/language"]
    assert [finding.rule for finding in doc[PUBLISHED]] == ["dates/published-head", "dates/published-url"]


def same(one: Document, other: Document) -> bool:
    return geobrief.dumps(one) == geobrief.dumps(other)


def test_saved_and_read_again() -> None:
    doc = PIPELINE.analyze(narrative(), published=MONDAY)
    assert same(geobrief.loads(geobrief.dumps(doc)), doc)
    assert geobrief.loads(geobrief.dumps(doc))[DATES] == doc[DATES]


class Marker:
    """A plugin that marks one place as boilerplate."""

    def __init__(self, start: int, end: int) -> None:
        self.mark = Span(start, end, Boilerplate("timestamp", 1.0), "test/mark")

    @hookimpl
    def geobrief_analyzers(self) -> list[Analyzer]:
        def run(doc: Document) -> list[geobrief.Filled[Boilerplate]]:
            return [BOILERPLATE([self.mark])]

        return [Analyzer(name="marker", provides=(BOILERPLATE,), prepare=lambda registry, options: run)]


def test_every_mark_of_boilerplate_is_told() -> None:
    pipeline = geobrief.pipeline(registry=Registry.discover(only=["dates"]).adding("marker", Marker(0, 15)))
    doc = pipeline.analyze("date 2024-03-18 The truce of 2021 held.")
    assert [span.payload.in_boilerplate for span in doc[DATES]] == [True, False]


def test_litter_is_read_but_nothing_in_the_story_counts_from_it() -> None:
    doc = geobrief.pipeline(registry=Registry.discover(only=["dates"]).adding("marker", Marker(27, 45))).analyze(
        "He left on 5 March 2021.\n\nRead: 1 June 2019.\n\nTwo days later he was seen."
    )
    assert [span.payload.value for span in doc[DATES]] == ["2021-03-05", "2019-06-01", "2021-03-07"]
    assert [span.payload.in_boilerplate for span in doc[DATES]] == [False, True, False]
    assert doc[DATES][2].payload.anchor == Ref("dates", 0)


def test_quarter_told_last_is_the_anchor() -> None:
    doc = PIPELINE.analyze(
        "Sales fell in the third quarter of 2023. On 5 March 2024 it said the year-ago quarter was flat."
    )
    assert [(span.payload.value, span.payload.anchor) for span in doc[DATES]] == [
        ("2023-Q3", None),
        ("2024-03-05", None),
        ("2022-Q3", Ref("dates", 0)),
    ]
