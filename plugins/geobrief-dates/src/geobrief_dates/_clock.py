"""Times of day."""

from __future__ import annotations

import re

from geobrief_dates.grammar import Parts

_CLOCK = re.compile(r"(\d{1,2})[:.]?(\d\d)(?::(\d\d))?")


def time_of_day(parts: Parts) -> str | None:
    """The time that the parts say, as TIMEX3 writes it after the day: `T19:15`, `TMO`; "" if none, None if impossible.

    >>> time_of_day({"hour": 7, "ampm": "pm"}), time_of_day({"daypart": "NI"}), time_of_day({"clock": "25:00"})
    ('T19:00', 'TNI', None)
    """
    seconds = ""
    if (clock := parts.get("clock")) is not None:
        match = _CLOCK.fullmatch(str(clock))
        if match is None:
            return None
        hour, minute = int(match[1]), int(match[2])
        seconds = f":{int(match[3]):02}" if match[3] else ""
    elif (said := parts.get("hour")) is not None:
        hour, minute = int(said), 0
    else:
        daypart = parts.get("daypart")
        return f"T{daypart}" if daypart else ""
    half = parts.get("ampm") or {"MO": "am", "AF": "pm", "EV": "pm", "NI": "pm" if hour > 4 else "am"}.get(
        str(parts.get("daypart"))
    )
    if half is not None and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return f"T{hour:02}:{minute:02}{seconds}"
