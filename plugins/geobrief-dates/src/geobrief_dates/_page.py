"""What a page says of its day of publication, outside its text; which names count is data."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from geobrief import Evidence, Finding
from geobrief.vocabulary import PageMetadata, Published
from geobrief_dates._period import day
from geobrief_dates._tagger import Tagger

_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d\d?)\2(\d\d?)(?!\d)")
_LONGEST = 60  # code points of a value that is a day, with the time and the weekday
_FIRST_YEAR = 1990  # there are no pages from before the web
_BEFORE, _AFTER = 2_000, 8_000  # code points of the source around the title in which its own day stands


def finding(rule: str, date: dt.date, value: str, start: int, end: int, where: str = "text") -> Finding[Published]:
    """A candidate, by the last part of its rule's id."""
    return Finding(Published(date, value), f"dates/published-{rule}", (Evidence(start, end, where),))


def iso_day(value: object) -> dt.date | None:
    """The day of a time in ISO 8601, where it was given: the day that its own zone says; None if it is none.

    >>> iso_day("2024-03-18T23:30-05:00"), iso_day("soon")
    (datetime.date(2024, 3, 18), None)
    """
    try:
        return dt.datetime.fromisoformat(str(value).strip()).date()
    except ValueError:
        return None


@cache
def _kinds() -> dict[tuple[str, str], str]:
    """For each vocabulary and name, the rule that reads it."""
    data = tomllib.loads(files(__package__).joinpath("published.toml").read_text(encoding="utf-8"))
    kinds: dict[tuple[str, str], str] = {("html", "time"): "time"}
    for vocabulary in ("meta", "microdata"):
        for name in data[vocabulary]["published"].split():
            kinds[vocabulary, name] = vocabulary
    said = data["json-ld"]
    articles, pages = said["articles"].split(), said["pages"].split()
    holders = [f"{page}.{inner}" for page in (*pages, "Blog") for inner in said["inside"].split()]
    for types, rule in ((articles, "json-ld"), ((*pages, *holders), "page")):
        for about in types:
            for name in said["published"].split():
                kinds["json-ld", f"{about}.{name}"] = rule
    return kinds


def said_of_page(
    metadata: Iterable[Finding[PageMetadata]], title: tuple[int, int] | None, tagger: Tagger | None
) -> Iterator[Finding[Published]]:
    """The candidates among what a page says of itself; `title` is where its title stands in the source.

    When the page was changed last is no candidate. A page may have microdata and `time` elements of other
    articles, too: those beside the title count, and if there are none, those that all say the same.
    """
    kinds = _kinds()
    scattered: dict[str, list[Finding[Published]]] = {"microdata": [], "time": []}
    for one in metadata:
        said = one.payload
        kind = kinds.get((said.vocabulary, said.name))
        if kind is None or (read := _read(said.value, tagger)) is None:
            continue
        date, is_iso = read
        if kind == "json-ld" and not is_iso:
            kind = "json-ld-words"
        place = one.evidence[0]
        value = said.value if iso_day(said.value) == date else date.isoformat()
        found = finding(kind, date, value, place.start, place.end, place.where)
        if kind in scattered:
            scattered[kind].append(found)
        else:
            yield found
    for several in scattered.values():
        yield from _beside(title, several)


def _beside(title: tuple[int, int] | None, found: list[Finding[Published]]) -> list[Finding[Published]]:
    if title is not None:
        start, end = title
        is_property = bool(found) and found[0].rule == "dates/published-microdata"  # which may be in the page's head
        first = 0 if is_property else start - _BEFORE
        near = [one for one in found if first <= one.evidence[0].start <= end + _AFTER]
        if near:
            return sorted(near, key=lambda one: (one.evidence[0].start < start, abs(one.evidence[0].start - start)))
    return found if len({one.payload.date for one in found}) == 1 else []


def _read(value: str, tagger: Tagger | None) -> tuple[dt.date, bool] | None:
    """The day that a value says, and whether it says it with the year first, as ISO 8601 has it."""
    value = value.strip()
    date = None
    if (match := _YEAR_FIRST.match(value)) is not None:
        date = day(int(match[1]), int(match[3]), int(match[4]))
    elif tagger is not None and len(value) <= _LONGEST:
        for mention in tagger.resolve(*tagger.find(value), None):
            period = mention.reading.period
            if period is not None and period.unit == "D" and mention.reading.anchor is None:
                date = period.first
                break
    return (date, match is not None) if date is not None and date.year >= _FIRST_YEAR else None
