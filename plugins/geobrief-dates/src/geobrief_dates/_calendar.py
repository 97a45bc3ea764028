"""Dates by their place in the calendar: days, months, seasons, quarters, years, decades, centuries."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeAlias

from geobrief_dates._clock import time_of_day
from geobrief_dates._period import SEASONS, Period, day
from geobrief_dates._reading import Anchor, Context, Reading
from geobrief_dates.grammar import Parts

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?")
_YEARS_AROUND = 8  # leap days, and weekdays on a day of a month, come back within as many
_BACK = 60  # days that a story may go back without changing the year
_WRONG = 3  # how much farther a date in the direction that the sentence doesn't say seems

InYear: TypeAlias = Callable[[int], Period | None]
"""Which period of a year is meant, as a function of the year; None where that year has none."""


def iso(parts: Parts, context: Context) -> Reading | None:
    """A day or time in ISO 8601."""
    match = _ISO.fullmatch(_ascii(parts["iso"]))
    date = day(*map(int, match[1].split("-"))) if match else None
    if match is None or date is None:
        return None
    if match[2] is None:
        return Reading.of(Period.of(date, "D"))
    clock = time_of_day({"clock": ":".join(filter(None, match.group(2, 3, 4)))})
    return Reading.of(Period.of(date, "D"), clock=clock + (match[5] or "")) if clock else None


def iso_month(parts: Parts, context: Context) -> Reading | None:
    """A month in ISO 8601."""
    year, month = map(int, parts["iso"].split("-"))
    return Reading.of(Period.part(year, "M", month)) if year else None


def figures(parts: Parts, context: Context) -> Reading | None:
    """A day in figures, such as 3/4/2024; the other reading is kept if the calendar allows it."""
    first, second, third = re.split(r"[/.-]", parts["figures"])
    if len(first) == 4:
        date = day(int(first), int(second), int(third))
        return Reading.of(Period.of(date, "D")) if date else None
    if len(third) == 2 and "/" not in parts["figures"]:  # a version number, a paragraph
        return None
    year = int(third) if len(third) == 4 else full_year(int(third), context.published)
    readings = [day(year, int(second), int(first)), day(year, int(first), int(second))]
    if not context.day_first:
        readings.reverse()
    dates = [date for date in dict.fromkeys(readings) if date is not None]
    if not dates:
        return None
    other = dates[1].isoformat() if len(dates) > 1 else None
    return Reading.of(Period.of(dates[0], "D"), ambiguous=other)


def day_comes_first(written: Iterable[str], default: bool) -> bool:
    """Whether a document writes the day first, as in 31/12/2024: what the days that can't be months show.

    >>> day_comes_first(["3/4/2024", "31/12/2023"], default=False)
    True
    """
    votes = 0
    for one in written:
        first, second = (int(number) for number in re.split(r"[/.-]", one)[:2])
        votes += (12 < first <= 31 and second <= 12) - (12 < second <= 31 and first <= 12)
    return votes > 0 if votes else default


def full_year(two_figures: int, published: dt.date | None) -> int:
    """The year that two figures stand for: at most 20 years after publication; without it, from 1970 to 2069.

    >>> full_year(98, None), full_year(24, dt.date(2024, 3, 18))
    (1998, 2024)
    """
    last = 2069 if published is None else published.year + 20
    return last - (last - two_figures) % 100


def calendar(parts: Parts, context: Context) -> Reading | None:
    """A day, month, season, quarter, half, year, decade or century by its place in the calendar."""
    clock, mod = time_of_day(parts), parts.get("edge")
    if clock is None:
        return None
    if (long := _longer_than_a_year(parts)) is not None:
        return Reading.of(long, mod=mod)
    in_year = _in_year(parts)
    if in_year is None:
        return None
    year, anchor = _year(parts, context)
    if year is None and anchor is None:
        year, anchor = _nearest_year(parts, context, in_year)
    if year is None:
        return Reading(type="TIME" if clock else "DATE", value=_unknown_year(parts) + clock, mod=mod)
    period = in_year(year)
    return None if period is None else Reading.of(period, clock=clock, mod=mod, anchor=anchor)


def year_bare(parts: Parts, context: Context) -> Reading | None:
    """A year without a word that says so: taken as one if it is of the last two centuries or this one."""
    return calendar(parts, context) if 1800 <= parts["year"] <= 2100 else None


def year_range(parts: Parts, context: Context) -> Reading | None:
    """The second year of 1995–96."""
    before = parts["year_before"]
    year = before // 100 * 100 + parts["year2"]
    return Reading.of(Period("Y", year)) if year > before else None


def _longer_than_a_year(parts: Parts) -> Period | None:
    if "century" in parts:
        return Period("CE", parts["century"] - 1)
    if "decade" in parts:
        year = parts["decade"]
        return Period("CE", year // 100) if year % 100 == 0 and year < 1900 else Period("DE", year // 10)
    return Period("DE", 190 + parts["short_decade"] // 10) if "short_decade" in parts else None


def _in_year(parts: Parts) -> InYear | None:
    """Which period of a year the parts name; None if no year has it."""
    if "day" in parts:
        return partial(_day_in_year, parts["month"], parts["day"]) if day(2000, parts["month"], parts["day"]) else None
    if "month" in parts:
        return partial(Period.part, unit="M", place=parts["month"])
    if "season" in parts:
        return partial(Period.part, unit="S", place=SEASONS.index(parts["season"]) + 1)
    if "quarter" in parts:
        return partial(Period.part, unit="Q", place=parts["quarter"])
    if "half" in parts:
        return partial(Period.part, unit="H", place=parts["half"]) if parts["half"] <= 2 else None
    return partial(Period, "Y")


def _day_in_year(month: int, day_of_month: int, year: int) -> Period | None:
    date = day(year, month, day_of_month)
    return Period.of(date, "D") if date else None


def _year(parts: Parts, context: Context) -> tuple[int | None, Anchor | None]:
    """The year that the parts say, and what it was counted from; (None, None) if they don't say one."""
    if "year" in parts:
        return parts["year"], None
    if "year2" in parts:
        return full_year(parts["year2"], context.published), None
    if "year_deictic" in parts:
        return (context.published.year + parts["year_deictic"] if context.published else None), "published"
    if "then" in parts:
        told = context.then.year if context.then else None
        return (told + parts["then"] if told else None), "then"
    return None, None


def _nearest_year(parts: Parts, context: Context, in_year: InYear) -> tuple[int | None, Anchor | None]:
    """The year in which a month, day, season or quarter is nearest to what it is counted from.

    A weekday beside it must fall on the day, if it does in any year near. Direction counts, too: that
    of "last" and "next" always, that of the sentence unless it leads much farther away.
    """
    base, anchor = context.base()
    if base is None:
        return None, None
    rare = "weekday" in parts or (parts.get("month"), parts.get("day")) == (2, 29)
    around = _YEARS_AROUND if rare else 1
    years = range(max(base.year - around, 1), min(base.year + around, 9999) + 1)
    near = [(period, year) for year in years if (period := in_year(year)) is not None and period.first is not None]
    if "weekday" in parts:
        near = [one for one in near if one[0].first and one[0].first.isoweekday() == parts["weekday"]] or near
    if not near:
        return None, None
    own = Period.of(base, near[0][0].unit).number
    step = parts.get("deictic")

    def distance(one: tuple[Period, int]) -> int:
        period, year = one
        away = period.number - own
        if anchor == "story":
            wrong = away * period.days < -_BACK
        elif step is not None:
            return abs(away) + 10**6 * (away >= 0, year != base.year, away <= 0)[step + 1]
        else:
            wrong = away * context.ahead < 0
        return abs(away) * (_WRONG if wrong else 1)

    return min(near, key=distance)[1], anchor


def _unknown_year(parts: Parts) -> str:
    """The value where the year isn't known."""
    if "day" in parts:
        return f"XXXX-{parts['month']:02}-{parts['day']:02}"
    if "month" in parts:
        return f"XXXX-{parts['month']:02}"
    if "season" in parts:
        return f"XXXX-{parts['season']}"
    if "quarter" in parts:
        return f"XXXX-Q{parts['quarter']}"
    return f"XXXX-H{parts['half']}" if "half" in parts else "XXXX"


def _ascii(figures: str) -> str:
    """The same with the ten digits of ASCII, whatever the script."""
    return "".join(str(int(mark)) if mark.isdecimal() else mark for mark in figures)
