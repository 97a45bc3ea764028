"""Durations, sets, and references to the past, the present and the future."""

from __future__ import annotations

import datetime as dt
from typing import cast

from geobrief_dates._numbers import VAGUE, Value
from geobrief_dates._period import Period, Unit
from geobrief_dates._reading import Anchor, Context, Reading
from geobrief_dates.grammar import Parts

_SMALLER = {"Y": ("M", 12), "TH": ("TM", 60), "TM": ("TS", 60), "D": ("TH", 24), "DE": ("Y", 10), "CE": ("Y", 100)}
_MANY = 10**7  # more of any unit than the calendar has


def amount(parts: Parts, default: Value | None = 1) -> Value | None:
    """How many units: a number, or `VAGUE`; None if neither, or more than the calendar has."""
    n: Value | None = parts.get("n", default)
    if n is None or isinstance(n, str):
        return VAGUE if n == VAGUE else None
    more: float = parts.get("more", 0)
    return None if n > _MANY else n + more if more else n


def iso_duration(n: Value, unit: str) -> str:
    """An amount of a unit in ISO 8601; decades and centuries are counted in years.

    >>> iso_duration(2, "W"), iso_duration(2.5, "Y"), iso_duration(48, "TH"), iso_duration(3, "DE")
    ('P2W', 'P2Y6M', 'PT48H', 'P30Y')
    """
    if unit.startswith("T"):
        return "PT" + _pieces(n, unit)
    if unit in ("DE", "CE") and not isinstance(n, str):
        return "P" + _pieces(n * _SMALLER[unit][1], "Y")
    return "P" + _pieces(n, unit)


def _pieces(n: Value, unit: str) -> str:
    letter = unit.removeprefix("T")
    if isinstance(n, str) or n % 1 == 0:
        return f"{n if isinstance(n, str) else int(n)}{letter}"
    smaller, ratio = _SMALLER.get(unit, ("", 1))
    whole, rest = int(n), (n % 1) * ratio
    if not smaller or rest % 1 or rest * 4 % ratio:  # only halves and quarters are split
        return f"{n:g}{letter}"
    return f"{whole}{letter}" * bool(whole) + "T" * (unit == "D") + f"{int(rest)}{smaller[-1]}"


def shifted(day: dt.date, n: int, unit: str) -> Period | None:
    """The period of a unit that lies `n` of it from `day`: of decades and centuries, a year; None for hours."""
    if unit in ("DE", "CE"):
        return Period.of(day, "Y").shift(n * _SMALLER[unit][1])
    return None if unit.startswith("T") else Period.of(day, cast(Unit, unit)).shift(n)


def duration(parts: Parts, context: Context) -> Reading | None:
    """An amount of time, with the days that it spans if the text says that it ends or begins now."""
    n, unit, span = amount(parts), parts["unit"], parts.get("span")
    if n is None:
        return None
    days: tuple[dt.date | None, dt.date | None] | None = None
    anchor: Anchor | None = None
    if span and isinstance(n, int) and context.published is not None and not context.narrative:
        far = shifted(context.published, span * n, unit)
        if far is not None and (edge := _same_day(far, context.published)) is not None:
            days = (edge, context.published) if span < 0 else (context.published, edge)
            anchor = "published"
    return Reading(type="DURATION", value=iso_duration(n, unit), days=days, mod=parts.get("mod"), anchor=anchor)


def _same_day(period: Period, day: dt.date) -> dt.date | None:
    """The day of a period that is as far into it as `day` is into its own; None if that is `day` itself."""
    own, first, after = Period.of(day, period.unit).first, period.first, period.after
    if own is None or first is None or after is None:
        return None
    edge = min(first + (day - own), after - dt.timedelta(1))
    return edge if edge != day else None


def recurrence(parts: Parts, context: Context) -> Reading | None:
    """A set of times: its value says what recurs, `quant` and `freq` how."""
    if "set" in parts:
        value = parts["set"]
    elif "weekday" in parts:
        value = f"XXXX-WXX-{parts['weekday']}" + (f"T{parts['daypart']}" if "daypart" in parts else "")
    elif "month" in parts:
        value = f"XXXX-{parts['month']:02}"
    elif "season" in parts:
        value = f"XXXX-{parts['season']}"
    elif "daypart" in parts:
        value = f"XXXX-XX-XXT{parts['daypart']}"
    elif (n := amount(parts)) is not None:
        value = iso_duration(n, parts["unit"])
    else:
        return None
    freq = f"{parts['times']}X" if "times" in parts else parts.get("freq")
    return Reading(type="SET", value=value, quant=parts.get("quant"), freq=freq)


def reference(parts: Parts, context: Context) -> Reading:
    """The past, the present or the future."""
    return Reading(type="DATE", value=parts["reference"])
