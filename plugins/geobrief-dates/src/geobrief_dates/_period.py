"""Periods of the calendar: a unit and how many of it have passed since the year 0."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

Unit: TypeAlias = Literal["D", "W", "WE", "M", "S", "Q", "H", "Y", "DE", "CE"]
"""Day, week, weekend, month, season, quarter, half, year, decade, century."""

SEASONS = "SP", "SU", "FA", "WI"
_YEARS = {"Y": 1, "DE": 10, "CE": 100}
_PER_YEAR = {"M": 12, "S": 4, "Q": 4, "H": 2}
_MONTHS = {"M": 1, "S": 3, "Q": 3, "H": 6}
_DAYS = {"D": 1, "W": 7, "WE": 7}
_SIZE = {"D": 1, "WE": 2, "W": 7, "M": 30, "S": 91, "Q": 91, "H": 182, "Y": 365, "DE": 3_652, "CE": 36_524}


@attrs.frozen
class Period:
    """One day, week, month …, known by its unit and its number; neighbours have neighbouring numbers.

    >>> Period.of(dt.date(2024, 3, 18), "M").shift(-1).value
    '2024-02'
    >>> Period.of(dt.date(2024, 3, 18), "W").first
    datetime.date(2024, 3, 18)
    """

    unit: Unit
    number: int

    @classmethod
    def of(cls, day: dt.date, unit: Unit) -> Period:
        """The period of this unit that `day` lies in; for a weekend, that of its week."""
        if unit in _DAYS:
            return cls(unit, (day.toordinal() - 1) // _DAYS[unit])
        if unit in _YEARS:
            return cls(unit, day.year // _YEARS[unit])
        month = day.year * 12 + day.month - 1 - (2 if unit == "S" else 0)  # spring begins in March
        return cls(unit, month // _MONTHS[unit])

    @classmethod
    def part(cls, year: int, unit: Unit, place: int) -> Period:
        """The `place`-th month, quarter … of a year, counted from 1.

        >>> Period.part(2024, "Q", 3).value
        '2024-Q3'
        """
        return cls(unit, year * _PER_YEAR[unit] + place - 1)

    @staticmethod
    def size(unit: str) -> int:
        """How many days a unit has, about; 1 for hours and shorter ones."""
        return _SIZE.get(unit, 1)

    @property
    def days(self) -> int:
        """How many days it has, about."""
        return self.size(self.unit)

    def shift(self, steps: int) -> Period:
        """The period `steps` later."""
        return Period(self.unit, self.number + steps)

    def within(self, unit: Unit) -> Period | None:
        """The period of a larger or equal unit in which this one begins; None outside the years 1 to 9999."""
        return self if unit == self.unit else (Period.of(self.first, unit) if self.first else None)

    @property
    def year(self) -> int | None:
        """The year in which it begins; None outside the years 1 to 9999."""
        return self.first.year if self.first else None

    @property
    def first(self) -> dt.date | None:
        """Its first day; None outside the years 1 to 9999."""
        return self._day(self.number, 5 if self.unit == "WE" else 0)

    @property
    def after(self) -> dt.date | None:
        """The first day that isn't part of it any more; None outside the years 1 to 9999."""
        return self._day(self.number + 1, 0)

    def _day(self, number: int, plus: int) -> dt.date | None:
        try:
            if self.unit in _DAYS:
                return dt.date.fromordinal(number * _DAYS[self.unit] + 1 + plus)
            if self.unit in _YEARS:
                return dt.date(max(number * _YEARS[self.unit], 1 if number == 0 else 0), 1, 1)
            month = number * _MONTHS[self.unit] + (2 if self.unit == "S" else 0)
            return dt.date(month // 12, month % 12 + 1, 1)
        except (ValueError, OverflowError):
            return None

    @property
    def value(self) -> str:
        """As TIMEX3 writes it; `XXXX` where the calendar of the years 1 to 9999 ends.

        >>> Period("DE", 198).value, Period("CE", 19).value, Period.of(dt.date(2024, 3, 16), "WE").value
        ('198', '19', '2024-W11-WE')
        """
        first = self._day(self.number, 0)
        if first is None:
            return UNKNOWN[self.unit]
        if self.unit == "D":
            return first.isoformat()
        if self.unit in _DAYS:
            year, week, _ = first.isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if self.unit == "WE" else "")
        if self.unit in _YEARS:
            return f"{self.number:0{5 - len(str(_YEARS[self.unit]))}}"
        year, place = divmod(self.number, _PER_YEAR[self.unit])
        if self.unit == "M":
            return f"{year:04}-{place + 1:02}"
        return f"{year:04}-{SEASONS[place] if self.unit == 'S' else f'{self.unit}{place + 1}'}"


UNKNOWN: dict[str, str] = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "S": "XXXX-XX",
    "Q": "XXXX-QX",
    "H": "XXXX-HX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}
"""How TIMEX3 writes a period of each unit of which nothing else is known."""


def day(year: int, month: int, day_of_month: int) -> dt.date | None:
    """The day, or None where the calendar has no such day.

    >>> day(2023, 2, 29), day(2024, 2, 29)
    (None, datetime.date(2024, 2, 29))
    """
    try:
        return dt.date(year, month, day_of_month)
    except (ValueError, OverflowError):
        return None
