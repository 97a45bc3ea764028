"""What a candidate means, and what it was resolved against."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

from geobrief.vocabulary import TimexMod, TimexType
from geobrief_dates._period import Period

Anchor: TypeAlias = Literal["published", "then"]


@attrs.frozen(kw_only=True)
class Reading:
    """The meaning of a candidate: the attributes of TIMEX3, and the days that bound it.

    `period` is what it denotes, where that is known; the date told last is the last one that has one.
    `anchor` says whether it was resolved against the day of publication or the date told last.
    """

    type: TimexType
    value: str
    period: Period | None = None
    days: tuple[dt.date | None, dt.date | None] | None = None
    mod: TimexMod | None = None
    quant: str | None = None
    freq: str | None = None
    anchor: Anchor | None = None
    ambiguous: str | None = None

    @property
    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        """The first day, and the first one after it."""
        if self.days is not None:
            return self.days
        return (self.period.first, self.period.after) if self.period is not None else (None, None)


@attrs.define
class Context:
    """What a candidate is resolved against: the day of publication, and the date that was told last.

    `quarter` is the last quarter told. `ahead` is 1 if the sentence speaks of what is to come, -1 if of what was, 0 if it doesn't say.
    """

    published: dt.date | None
    narrative: bool = False
    day_first: bool = False
    then: Period | None = None
    quarter: Period | None = None
    ahead: int = 0

    def base(self, unit: str = "") -> tuple[dt.date | None, Anchor | None]:
        """The day that relative expressions count from: that of publication, in a narrative what was told last."""
        if self.narrative and self.then is not None and self.then.first is not None:
            return self.then.first, "then"
        return (self.published, "published") if self.published is not None and not self.narrative else (None, None)
