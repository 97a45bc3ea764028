"""What a candidate means, and what it is resolved against."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

from geobrief.vocabulary import TimexMod, TimexType
from geobrief_dates._period import Period, Unit

Anchor: TypeAlias = Literal["published", "then", "story", "quarter"]
Days: TypeAlias = tuple[dt.date | None, dt.date | None]


@attrs.frozen(kw_only=True)
class Reading:
    """The meaning of a candidate: the attributes of TIMEX3, and the days that bound it.

    `period` is what it denotes, where that is known; the date told last is the last one that has one.
    `days` are the first day and the first one after it. `anchor` says whether it was resolved against
    the day of publication, the date told last, where the story stands or the quarter told last.
    """

    type: TimexType
    value: str
    period: Period | None = None
    days: Days | None = None
    mod: TimexMod | None = None
    quant: str | None = None
    freq: str | None = None
    anchor: Anchor | None = None
    ambiguous: str | None = None

    @classmethod
    def of(
        cls,
        period: Period,
        *,
        clock: str = "",
        mod: TimexMod | None = None,
        anchor: Anchor | None = None,
        ambiguous: str | None = None,
    ) -> Reading:
        """The reading of a period, or of a time of day in it."""
        return cls(
            type="TIME" if clock else "DATE",
            value=period.value + clock,
            period=period,
            days=(period.first, period.after),
            mod=mod,
            anchor=anchor,
            ambiguous=ambiguous,
        )


@attrs.define
class Context:
    """What a candidate is resolved against: the day of publication, and the date that was told last.

    `story` is where a narrative stands: the last date told that wasn't only a year in passing.
    `quarter` is the last quarter told. `ahead` is 1 if the sentence speaks of what is to come, -1 if of
    what was, 0 if it doesn't say.
    """

    published: dt.date | None
    narrative: bool = False
    day_first: bool = False
    then: Period | None = None
    story: Period | None = None
    quarter: Period | None = None
    ahead: int = 0

    def base(self) -> tuple[dt.date | None, Anchor | None]:
        """The day that dates count from: that of publication, or where a narrative stands."""
        if self.narrative:
            return (self.story.first, "story") if self.story is not None else (None, None)
        return (self.published, "published") if self.published is not None else (None, None)

    def told_day(self) -> tuple[dt.date | None, Anchor | None]:
        """The day told last, if the date told last is one."""
        return (self.then.first, "then") if self.then is not None and self.then.unit == "D" else (None, None)

    def told(self, unit: Unit) -> Period | None:
        """The period of a unit in which the date told last lies, if that isn't longer itself."""
        return self.then.within(unit) if self.then is not None and self.then.days <= Period.size(unit) else None
