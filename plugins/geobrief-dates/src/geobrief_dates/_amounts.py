"""Durations and sets."""

from __future__ import annotations

import datetime as dt

from geobrief_dates.grammar import Parts
from geobrief_dates._numbers import VAGUE, Value
from geobrief_dates._period import Period
from geobrief_dates._reading import Context, Reading

_SMALLER = {"Y": ("M", 12), "TH": ("TM", 60), "TM": ("TS", 60), "D": ("TH", 24), "DE": ("Y", 10), "CE": ("Y", 100)}


def amount(parts: Parts, default: Value | None = 1) -> Value | None:
    """How many units: a number, or `VAGUE`."""
    n = parts.get("n", default)
    if n is None or isinstance(n, str):
        return VAGUE if n == VAGUE else None
    return n + float(parts["more"]) if "more" in parts else n


def iso_duration(n: Value, unit: str) -> str:
    """An amount of a unit in ISO 8601; decades and centuries are counted in years.

    >>> iso_duration(2, "W"), iso_duration(2.5, "Y"), iso_duration(48, "TH"), iso_duration(3, "DE"), iso_duration("X", "M")
    ('P2W', 'P2Y6M', 'PT48H', 'P30Y', 'PXM')
    """
    if unit.startswith("T"):
        return "PT" + _pieces(n, unit)
    if isinstance(n, str):
        return f"P{n}{unit}"
    if unit in ("DE", "CE"):
        return "P" + _pieces(n * _SMALLER[unit][1], "Y")
    pieces = _pieces(n, unit)
    return f"P{pieces}"


def _pieces(n: Value, unit: str) -> str:
    letter = unit[1:] if unit.startswith("T") else unit
    if isinstance(n, str) or float(n).is_integer():
        return f"{n if isinstance(n, str) else int(n)}{letter}"
    smaller, ratio = _SMALLER.get(unit, ("", 0))
    whole, rest = int(n), (n - int(n)) * ratio
    if not smaller or not rest.is_integer() or (rest * 4) % ratio:  # only halves and quarters are split
        return f"{n:g}{letter}"
    separator = "T" if unit == "D" else ""
    return (f"{whole}{letter}" if whole else "") + separator + f"{int(rest)}{smaller[-1]}"


def shifted(day: dt.date, n: int, unit: str) -> Period | None:
    """The period of a unit that lies `n` of it from `day`; of a day for hours, of a year for decades."""
    if unit in ("DE", "CE"):
        return Period.of(day, "Y").shift(n * _SMALLER[unit][1])
    if unit in ("D", "W", "WE", "M", "Q", "Y"):
        return Period.of(day, unit).shift(n)  # type: ignore[arg-type]
    return None


def duration(parts: Parts, context: Context) -> Reading | None:
    """An amount of time, with the days that it spans if the text says that it ends or begins now."""
    n = amount(parts)
    unit = str(parts.get("unit"))
    if n is None or (not isinstance(n, str) and n > 1e9):
        return None
    days = None
    anchor = None
    span = parts.get("span")
    if isinstance(span, int) and isinstance(n, int) and context.published is not None and not context.narrative:
        far = shifted(context.published, span * n, unit)
        if far is not None and far.first is not None:
            edge = _same_day(far, context.published)
            days = (edge, context.published) if span < 0 else (context.published, edge)
            anchor = "published"
    return Reading(
        type="DURATION",
        value=iso_duration(n, unit),
        days=days,
        mod=parts.get("mod"),  # type: ignore[arg-type]
        anchor=anchor,  # type: ignore[arg-type]
    )


def _same_day(period: Period, day: dt.date) -> dt.date | None:
    """The day of a period that is as far into it as `day` is into its own."""
    own = Period.of(day, period.unit).first
    first, after = period.first, period.after
    if own is None or first is None or after is None:
        return first
    return min(first + (day - own), after - dt.timedelta(1))


def recurrence(parts: Parts, context: Context) -> Reading | None:
    """A set of times: its value says what recurs, `quant` and `freq` how."""
    quant, freq = parts.get("quant"), parts.get("freq")
    if "times" in parts:
        freq = f"{parts['times']}X"
    if "set" in parts:
        value = str(parts["set"])
    elif "weekday" in parts:
        value = f"XXXX-WXX-{parts['weekday']}" + (f"T{parts['daypart']}" if "daypart" in parts else "")
    elif "month" in parts:
        value = f"XXXX-{int(parts['month']):02}"
    elif "season" in parts:
        value = f"XXXX-{parts['season']}"
    elif "daypart" in parts:
        value = f"XXXX-XX-XXT{parts['daypart']}"
    else:
        n = amount(parts)
        if n is None:
            return None
        value = iso_duration(n, str(parts["unit"]))
    return Reading(
        type="SET",
        value=value,
        quant=None if quant is None else str(quant),
        freq=None if freq is None else str(freq),
    )


def reference(parts: Parts, context: Context) -> Reading:
    """The past, the present or the future."""
    return Reading(type="DATE", value=str(parts["reference"]))
