"""The functions that patterns name as their `meaning`: from captured parts and a context to a reading."""

from __future__ import annotations

from collections.abc import Callable

from geobrief_dates._amounts import duration, recurrence, reference
from geobrief_dates._calendar import calendar, figures, iso, iso_month, year_bare, year_range
from geobrief_dates._reading import Context, Reading
from geobrief_dates._relative import offset, period, relative, then, time, weekday, year_ago
from geobrief_dates.grammar import Parts

MEANINGS: dict[str, Callable[[Parts, Context], Reading | None]] = {
    "calendar": calendar,
    "duration": duration,
    "figures": figures,
    "iso": iso,
    "iso_month": iso_month,
    "offset": offset,
    "period": period,
    "reference": reference,
    "relative": relative,
    "set": recurrence,
    "then": then,
    "time": time,
    "weekday": weekday,
    "year_ago": year_ago,
    "year_bare": year_bare,
    "year_range": year_range,
}
