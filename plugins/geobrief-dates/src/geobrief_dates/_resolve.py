"""What candidates mean: dates from their parts, against the day of publication or the date told last."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable

from geobrief.vocabulary import TimexMod
from geobrief_dates._amounts import amount, duration, iso_duration, recurrence, reference, shifted
from geobrief_dates._clock import time_of_day
from geobrief_dates.grammar import Parts
from geobrief_dates._period import SEASONS, UNKNOWN, Period, Unit, day
from geobrief_dates._reading import Anchor, Context, Reading

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?")


def iso(parts: Parts, context: Context) -> Reading | None:
    """A day or time in ISO 8601."""
    match = _ISO.fullmatch(_ascii(str(parts["iso"])))
    if match is None:
        return None
    date = day(*map(int, match[1].split("-")))
    if date is None:
        return None
    if match[2] is None:
        return _date(Period.of(date, "D"))
    clock = time_of_day({"clock": ":".join(filter(None, match.group(2, 3, 4)))})
    return _date(Period.of(date, "D"), time=clock + (match[5] or "")) if clock else None


def iso_month(parts: Parts, context: Context) -> Reading:
    """A month in ISO 8601."""
    year, month = map(int, _ascii(str(parts["iso"])).split("-"))
    return _date(Period.part(year, "M", month))


def figures(parts: Parts, context: Context) -> Reading | None:
    """A day in figures, such as 3/4/2024; the other reading is kept if the calendar allows it."""
    written = str(parts["figures"])
    separator = next(mark for mark in written if not mark.isdigit())
    first, second, third = written.split(separator)
    if len(first) > 2:
        date = day(int(first), int(second), int(third)) if len(first) == 4 and len(third) == 2 else None
        return _date(Period.of(date, "D")) if date else None
    if len(third) == 2 and separator != "/":  # a version number, a paragraph
        return None
    year = int(third) if len(third) == 4 else full_year(int(third), context.published)
    readings = [day(year, int(second), int(first)), day(year, int(first), int(second))]
    if not context.day_first:
        readings.reverse()
    dates = [date for date in dict.fromkeys(readings) if date is not None]
    if not dates:
        return None
    other = dates[1].isoformat() if len(dates) > 1 else None
    return _date(Period.of(dates[0], "D"), ambiguous=other)


def day_comes_first(written: Iterable[str], default: bool) -> bool:
    """Whether a document writes the day first, 31/12/2024, which the days that can't be months show."""
    votes = 0
    for one in written:
        first, second = (int(number) for number in re.split(r"[/.-]", one)[:2])
        votes += (12 < first <= 31 and second <= 12) - (12 < second <= 31 and first <= 12)
    return votes > 0 if votes else default


def full_year(two_figures: int, published: dt.date | None) -> int:
    """The year that two figures stand for: the nearest to the day of publication, else from 1970 to 2069.

    >>> full_year(98, None), full_year(24, dt.date(2024, 3, 18))
    (1998, 2024)
    """
    if published is None:
        return two_figures + (1900 if two_figures >= 70 else 2000)
    century = published.year // 100 * 100
    return min(
        (century + two_figures + step for step in (-100, 0, 100)), key=lambda year: abs(year - published.year - 20)
        if year > published.year + 20 else abs(year - published.year)
    )


def calendar(parts: Parts, context: Context) -> Reading | None:
    """A day, month, season, quarter, half, year, decade or century by its place in the calendar."""
    clock = time_of_day(parts)
    if clock is None:
        return None
    mod = _mod(parts)
    if "century" in parts:
        return _date(Period("CE", int(parts["century"]) - 1), mod=mod)
    if "decade" in parts:
        year = int(parts["decade"])
        return _date(Period("CE", year // 100) if year % 100 == 0 and year < 1900 else Period("DE", year // 10), mod=mod)
    if "short_decade" in parts:
        two = int(parts["short_decade"])
        return _date(Period("DE", (1900 + two) // 10), mod=mod) if two % 10 == 0 else None
    period_in = _in_year(parts)
    if period_in is None:
        return None
    year, anchor = _year(parts, context)
    if year is None and anchor is None and period_in is not _whole_year:
        year, anchor = _nearest_year(parts, context, period_in)
    if year is None:
        return Reading(type="TIME" if clock else "DATE", value=_unknown_year(parts) + clock, mod=mod)
    period = period_in(year)
    if period is None:
        return None
    return _date(period, time=clock, mod=mod, anchor=anchor)


def year_bare(parts: Parts, context: Context) -> Reading | None:
    """A year without a word that says so: taken as one if it is of the last two centuries or the next."""
    return calendar(parts, context) if 1800 <= int(parts["year"]) <= 2100 else None


def year_range(parts: Parts, context: Context) -> Reading | None:
    """The second year of 1995–96."""
    before, two = int(parts["year_before"]), int(parts["year2"])
    year = before // 100 * 100 + two
    return _date(Period("Y", year)) if year > before else None


def weekday(parts: Parts, context: Context) -> Reading | None:
    """A weekday: of the week that its words say, else the nearest in the direction that the sentence says."""
    clock = time_of_day(parts)
    if clock is None:
        return None
    number = int(parts["weekday"])
    base, anchor = context.base()
    step = parts.get("deictic")
    if "then" in parts or context.narrative:
        step = parts.get("then", step)
        base, anchor = (context.then.first, "then") if context.then is not None and context.then.unit == "D" else (None, None)
    if base is None:
        return Reading(type="TIME" if clock else "DATE", value=f"XXXX-WXX-{number}{clock}", mod=_mod(parts))
    behind = -((base.isoweekday() - number) % 7)
    ahead = (number - base.isoweekday()) % 7
    if step == -1 or (step == 1 and not ahead):
        away = (behind or -7) if step == -1 else 7
    elif step == 1:
        away = ahead
    elif step == 0:
        away = behind if context.ahead < 0 else ahead
    else:
        away = ahead if context.ahead > 0 else behind
    return _date(Period.of(base, "D").shift(away), time=clock, mod=_mod(parts), anchor=anchor)


def relative(parts: Parts, context: Context) -> Reading | None:
    """Last, this or next day, week, month …, counted from the day of publication."""
    clock = time_of_day(parts)
    if clock is None:
        return None
    unit: Unit = str(parts["unit"])  # type: ignore[assignment]
    mod = _mod(parts)
    steps = int(parts.get("day_word", parts.get("deictic", 0)))
    steps += int(parts.get("further", 0)) * (1 if steps > 0 else -1)
    base = context.published
    if base is None:
        return Reading(type="TIME" if clock else "DATE", value=UNKNOWN[unit] + clock, mod=mod)
    period = Period.of(base, unit).shift(steps)
    if unit == "WE" and not steps and base.isoweekday() <= 2 and context.ahead <= 0:
        period = period.shift(-1)  # on Monday and Tuesday, the weekend is that before
    return _date(period, time=clock, mod=mod, anchor="published")


def then(parts: Parts, context: Context) -> Reading | None:
    """The same, following or previous day, month, year …, counted from the date told last."""
    clock = time_of_day(parts)
    unit: Unit = "S" if "season" in parts else str(parts["unit"])  # type: ignore[assignment]
    mod = _mod(parts)
    if unit == "Q" and context.quarter is not None and "then" not in parts:
        return _date(context.quarter, mod=mod, anchor="then")
    told = context.then.within(unit) if context.then is not None and _finer(context.then.unit, unit) else None
    if told is None or clock is None:
        return Reading(type="TIME" if clock else "DATE", value=UNKNOWN[unit] + (clock or ""), mod=mod)
    return _date(told.shift(int(parts.get("then", 0))), time=clock, mod=mod, anchor="then")


def offset(parts: Parts, context: Context) -> Reading | None:
    """An amount of time before or after the day of publication, or the date told last."""
    n, unit, sign = amount(parts, None), str(parts.get("unit")), int(parts["sign"])
    past_or_future = Reading(type="DATE", value="PAST_REF" if sign < 0 else "FUTURE_REF")
    if n is None or isinstance(n, str):
        return past_or_future
    if n > 10_000_000:
        return None
    mod = parts.get("mod")
    told = context.then if "then" in parts or context.narrative else None
    if n == 1 and unit == "Y" and context.then is not None and context.then.unit == "Q":
        return _date(context.then.shift(4 * sign), anchor="then", mod=mod)  # compared with a quarter told before
    base, anchor = context.published, "published"
    if told is not None and told.first is not None:
        base, anchor = told.first, "then"
        if not _finer(told.unit, "D" if unit.startswith("T") else unit):
            base = None
    if not float(n).is_integer():
        n, unit = n * 12, {"Y": "M"}.get(unit, "")
    if unit.startswith("T") or not unit:
        return Reading(type="TIME", value="XXXX-XX-XXTXX", mod=mod) if unit else past_or_future
    if base is None:
        return Reading(type="DATE", value=UNKNOWN["Y" if unit in ("DE", "CE") else unit], mod=mod)  # type: ignore[arg-type]
    period = shifted(base, sign * int(n), unit)
    return None if period is None else _date(period, anchor=anchor, mod=mod)  # type: ignore[arg-type]


def year_ago(parts: Parts, context: Context) -> Reading | None:
    """The quarter or year a year before the one told last."""
    told = context.quarter if parts.get("unit", "Q") == "Q" else None
    if told is not None:
        return _date(told.shift(-4), anchor="then")
    return offset({"n": 1, "unit": "Y", "sign": -1, "then": 0}, context)


def time(parts: Parts, context: Context) -> Reading | None:
    """A time of day, of the day told last or else of publication."""
    clock = time_of_day(parts)
    if not clock:
        return None
    if context.then is not None and context.then.unit == "D":
        return _date(context.then, time=clock, anchor="then")
    if context.published is not None and not context.narrative:
        return _date(Period.of(context.published, "D"), time=clock, anchor="published")
    return Reading(type="TIME", value=f"XXXX-XX-XX{clock}")


MEANINGS: dict[str, Callable[[Parts, Context], Reading | None]] = {
    "iso": iso,
    "iso_month": iso_month,
    "figures": figures,
    "calendar": calendar,
    "year_bare": year_bare,
    "year_range": year_range,
    "weekday": weekday,
    "relative": relative,
    "then": then,
    "offset": offset,
    "year_ago": year_ago,
    "time": time,
    "duration": duration,
    "set": recurrence,
    "reference": reference,
}
"""The functions that patterns name as their `meaning`."""

_SIZE = {"D": 1, "WE": 2, "W": 7, "M": 30, "S": 91, "Q": 91, "H": 182, "Y": 365, "DE": 3650, "CE": 36500}


def _finer(unit: str, than: str) -> bool:
    return _SIZE[unit] <= _SIZE[than]


def _ascii(figures: str) -> str:
    """The same with the ten digits of ASCII, whatever the script."""
    return "".join(str(int(mark)) if mark.isdecimal() else mark for mark in figures)


def _date(
    period: Period,
    *,
    time: str = "",
    mod: object = None,
    anchor: Anchor | None = None,
    ambiguous: str | None = None,
) -> Reading:
    return Reading(
        type="TIME" if time else "DATE",
        value=period.value + time,
        period=period,
        mod=mod,  # type: ignore[arg-type]
        anchor=anchor,
        ambiguous=ambiguous,
    )


def _mod(parts: Parts) -> TimexMod | None:
    return parts.get("edge")  # type: ignore[return-value]


def _whole_year(year: int) -> Period | None:
    return Period("Y", year)


def _in_year(parts: Parts) -> Callable[[int], Period | None] | None:
    """Which period of a year the parts name, as a function of the year."""
    if "month" in parts:
        month = int(parts["month"])
        if "day" not in parts:
            return lambda year: Period.part(year, "M", month)
        day_of_month = int(parts["day"])
        if day(2000, month, day_of_month) is None:
            return None

        def in_year(year: int) -> Period | None:
            date = day(year, month, day_of_month)
            return Period.of(date, "D") if date else None

        return in_year
    for name, unit in (("season", "S"), ("quarter", "Q"), ("half", "H")):
        if name in parts:
            place = SEASONS.index(str(parts[name])) + 1 if name == "season" else int(parts[name])
            return (lambda year: Period.part(year, unit, place)) if place <= (2 if unit == "H" else 4) else None  # type: ignore[arg-type]
    return _whole_year


def _year(parts: Parts, context: Context) -> tuple[int | None, Anchor | None]:
    """The year that the parts say, and what it was counted from."""
    if "year" in parts:
        return int(parts["year"]), None
    if "year_deictic" in parts:
        year = context.published.year + int(parts["year_deictic"]) if context.published else None
        return year, "published"
    if "then" in parts:
        told = context.then.year if context.then else None
        return (told + int(parts["then"]) if told else None), "then"
    if "year2" in parts:
        return full_year(int(parts["year2"]), context.published), None
    return None, None


def _nearest_year(
    parts: Parts, context: Context, period_in: Callable[[int], Period | None]
) -> tuple[int | None, Anchor | None]:
    """The year in which a month, day, season or quarter lies nearest to what it is counted from."""
    base, anchor = context.base()
    if base is None:
        return None, None
    step = parts.get("deictic")
    candidates = [
        (period, year)
        for year in range(max(base.year - 8, 1), min(base.year + 8, 9999) + 1)
        if (period := period_in(year)) is not None and period.first is not None
        and ("weekday" not in parts or period.first.isoweekday() == parts["weekday"])
    ]
    if not candidates and "weekday" in parts:
        return _nearest_year({name: part for name, part in parts.items() if name != "weekday"}, context, period_in)
    if not candidates:
        return None, None
    own = Period.of(base, candidates[0][0].unit).number

    def distance(candidate: tuple[Period, int]) -> int:
        away = candidate[0].number - own
        if anchor == "then":
            wrong = away * _SIZE[candidate[0].unit] < -60  # what is told may go back a little
        elif step is None:
            wrong = away * context.ahead < 0
        else:
            wrong = (away >= 0, candidate[1] != base.year, away <= 0)[int(step) + 1]
        return abs(away) * (1 if not wrong else 3 if step is None else 100)

    return min(candidates, key=distance)[1], anchor


def _unknown_year(parts: Parts) -> str:
    """The value where the year isn't known."""
    if "month" in parts:
        return f"XXXX-{int(parts['month']):02}" + (f"-{int(parts['day']):02}" if "day" in parts else "")
    if "season" in parts:
        return f"XXXX-{parts['season']}"
    if "quarter" in parts:
        return f"XXXX-Q{parts['quarter']}"
    return f"XXXX-H{parts['half']}" if "half" in parts else "XXXX"
