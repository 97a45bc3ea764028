"""Dates that are counted from the day of publication, or from the date told last."""

from __future__ import annotations

import datetime as dt

from geobrief_dates._amounts import amount, shifted
from geobrief_dates._clock import time_of_day
from geobrief_dates._numbers import VAGUE
from geobrief_dates._period import UNKNOWN, Period, Unit
from geobrief_dates._reading import Anchor, Context, Reading
from geobrief_dates.grammar import Parts


def weekday(parts: Parts, context: Context) -> Reading | None:
    """A weekday: of the week that its words say, else the nearest in the direction that the sentence says."""
    clock, mod, number = time_of_day(parts), parts.get("edge"), parts["weekday"]
    if clock is None:
        return None
    step: int | None = parts.get("then", parts.get("deictic"))
    base, anchor = context.told_day() if "then" in parts or context.narrative else context.base()
    if base is None:
        return Reading(type="TIME" if clock else "DATE", value=f"XXXX-WXX-{number}{clock}", mod=mod)
    away = _days_away((number - base.isoweekday()) % 7, step, context.ahead)
    return Reading.of(Period.of(base, "D").shift(away), clock=clock, mod=mod, anchor=anchor)


def _days_away(ahead: int, step: int | None, direction: int) -> int:
    """How many days off the weekday is that comes `ahead` days later; 0 is the day counted from itself."""
    if step == 1:
        return ahead or 7
    if step == -1:
        return ahead - 7
    looks_ahead = direction > 0 or (step == 0 and direction == 0)
    return ahead if looks_ahead or not ahead else ahead - 7


def relative(parts: Parts, context: Context) -> Reading | None:
    """Last, this or next day, week, month …, counted from the day of publication."""
    clock, mod, base = time_of_day(parts), parts.get("edge"), context.published
    if clock is None:
        return None
    unit: Unit = parts["unit"]
    steps: int = parts.get("day_word", parts.get("deictic", 0))
    steps += parts.get("further", 0) * (1 if steps > 0 else -1)
    if base is None:
        return Reading(type="TIME" if clock else "DATE", value=UNKNOWN[unit] + clock, mod=mod)
    if unit == "WE" and not steps and base.isoweekday() <= 2 and context.ahead <= 0:
        steps = -1  # on Monday and Tuesday, the weekend is that before
    return Reading.of(Period.of(base, unit).shift(steps), clock=clock, mod=mod, anchor="published")


def then(parts: Parts, context: Context) -> Reading | None:
    """The same, following or previous day, month, year …, counted from the date told last."""
    clock, mod = time_of_day(parts), parts.get("edge")
    if clock is None:
        return None
    unit: Unit = "S" if "season" in parts else parts["unit"]
    if unit == "Q" and context.quarter is not None and "then" not in parts:
        return Reading.of(context.quarter, mod=mod, anchor="quarter")
    told = context.told(unit)
    if told is None:
        return Reading(type="TIME" if clock else "DATE", value=UNKNOWN[unit] + clock, mod=mod)
    return Reading.of(told.shift(parts.get("then", 0)), clock=clock, mod=mod, anchor="then")


def period(parts: Parts, context: Context) -> Reading | None:
    """The week, month, year … in which the date told last lies, or else the day of publication."""
    unit: Unit = parts["unit"]
    base, anchor = context.base()
    now = Period.of(base, unit) if base is not None else None
    told = context.told(unit)
    if told is not None and (now is None or told != now):
        now, anchor = told, "then"
    mod = parts.get("edge")
    return Reading.of(now, mod=mod, anchor=anchor) if now else Reading(type="DATE", value=UNKNOWN[unit], mod=mod)


def offset(parts: Parts, context: Context) -> Reading | None:
    """An amount of time before or after the day of publication, or the date told last."""
    n, unit, sign, mod = amount(parts, VAGUE), parts["unit"], parts["sign"], parts.get("mod")
    if n is None:
        return None
    if n == 1 and unit == "Y" and context.then is not None and context.then.unit == "Q":
        return Reading.of(context.then.shift(4 * sign), mod=mod, anchor="then")  # compared with a quarter told before
    if not isinstance(n, str) and n % 1 and unit == "Y":
        n, unit = n * 12, "M"
    if isinstance(n, str) or n % 1:
        return Reading(type="DATE", value="PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit.startswith("T"):
        return Reading(type="TIME", value="XXXX-XX-XXTXX", mod=mod)
    base, anchor = _counted_from(unit, context, told="then" in parts or context.narrative)
    period = shifted(base, sign * int(n), unit) if base is not None else None
    if period is None:
        return Reading(type="DATE", value=UNKNOWN["Y" if unit in ("DE", "CE") else unit], mod=mod)
    return Reading.of(period, mod=mod, anchor=anchor)


def _counted_from(unit: str, context: Context, told: bool) -> tuple[dt.date | None, Anchor | None]:
    """The day that an offset counts from: that told last, if one is known well enough; else that of publication."""
    if told and context.then is not None and context.then.first is not None:
        return (context.then.first, "then") if context.then.days <= Period.size(unit) else (None, None)
    return context.published, "published"


def year_ago(parts: Parts, context: Context) -> Reading | None:
    """The quarter or year a year before the one told last."""
    if context.quarter is not None and parts.get("unit", "Q") == "Q":
        return Reading.of(context.quarter.shift(-4), anchor="quarter")
    return offset({"n": 1, "unit": "Y", "sign": -1, "then": 0}, context)


def time(parts: Parts, context: Context) -> Reading | None:
    """A time of day, of the day told last or else of publication."""
    clock = time_of_day(parts)
    if not clock:
        return None
    base, anchor = context.told_day()
    if base is None:
        base, anchor = context.base()
    if base is None or anchor is None:
        return Reading(type="TIME", value=f"XXXX-XX-XX{clock}")
    return Reading.of(Period.of(base, "D"), clock=clock, anchor=anchor)
