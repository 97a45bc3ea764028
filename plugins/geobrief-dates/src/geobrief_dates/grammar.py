"""A language as data: word classes, patterns over them, and what each pattern means.

Another distribution adds a language by returning a `Grammar` from the hook `geobrief_resources`, as a
`geobrief.Resource` of this type, with the catalogue entries of its rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs

__all__ = ["Grammar", "Parts", "Pattern"]

Parts: TypeAlias = Mapping[str, Any]
"""What a pattern captured, by name: numbers, codes such as `"MO"` for morning, or words such as `9:30`."""


@attrs.frozen(kw_only=True)
class Pattern:
    """One rule of a grammar.

    `rule` is the id of its entry in the catalogue, `meaning` the name of the function that resolves
    it, `given` are parts that go with those captured. `pattern` is a sequence of:

    - words and marks that stand for themselves, in lower case, such as `of`;
    - word classes, such as `MONTH`, and the grammar's `parts`, in upper case; `month=MONTH` captures;
    - groups, `( … | … )`; `?` makes the last item optional, `{0,3}` repeats it; there is no open end.

    Of alternatives the first that fits is taken, so that longer ones go first. `after` and `before` are patterns of
    what must stand next to it, `not_after` and `not_before` of what mustn't. The meanings, and the
    parts that each takes, are:

    | meaning | parts |
    |---|---|
    | `calendar` | `year`, `year2` (two figures), `year_deictic` (-1: last) or `then` (0: that), with `month`, `day`, |
    | | `weekday`, `season`, `quarter`, `half`; or `decade`, `short_decade`, `century` |
    | `weekday` | `weekday`, `deictic` (-1: last), `then` (1: the following) |
    | `relative` | `unit`, and `deictic` or `day_word` (-1: yesterday), `further` |
    | `then` | `unit` or `season`, `then` |
    | `period` | `unit` |
    | `offset` | `n`, `more`, `unit`, `sign` (-1: ago), `then` if it counts from the date told last |
    | `duration` | `n`, `more`, `unit`, `span` (-1: up to now) |
    | `set` | `set` (a value), or `weekday`, `month`, `season`, `unit` with `n`; `quant`, `freq`, `times` |
    | `time`, and with most others | `clock`, or `hour`, with `ampm`; `daypart` |
    | `reference` | `reference` (`PAST_REF`, `PRESENT_REF`, `FUTURE_REF`) |
    | `iso`, `iso_month`, `figures`, `year_bare`, `year_range`, `year_ago` | as in the English grammar |

    `edge` (`START`, `MID`, `END`) and `mod` become the mention's modifier. Units are `D`, `W`, `WE`, `M`, `Q`, `Y`,
    `DE`, `CE`, and `TH`, `TM`, `TS` for hours, minutes, seconds; seasons `SP`, `SU`, `FA`, `WI`; parts of the day
    `MO`, `AF`, `EV`, `NI`. `X` is a number that isn't said.
    """

    rule: str
    pattern: str
    meaning: str
    given: Parts = attrs.field(factory=dict)
    after: str = ""
    before: str = ""
    not_after: str = ""
    not_before: str = ""


@attrs.frozen(kw_only=True, eq=False)
class Grammar:
    """How a language writes dates: a resource that the tagger finds by this type.

    `language` is ISO 639-1. `words` holds the word classes: name → value → words, separated by
    blanks; a word in lower case stands for all spellings, one with a capital for those with a capital.
    Numbers in figures have classes of their own: `NUM`, `DAY` (1 to 31), `HOUR`, `MONTH_NUM`, `YEAR`
    (1000 to 2199), `ROUND_YEAR`, `YEAR2` (two figures), `CLOCK` (9:30), `CLOCK_DOT`, `CLOCK_PLAIN`
    (0930), `FRACTION`, `ISO`, `ISO_MONTH`, `FIGURES` (3/4/2024); so have other words (`OTHER`,
    `CAPITAL`) and a block's end (`BREAK`). `endings` sort other words in lower case into classes.
    `glued` are the words, and classes of words, that may follow a figure without a blank (`7pm`),
    `numbers` the classes whose values make numbers together.

    The classes `AHEAD` and `BEHIND` say whether a sentence speaks of what is to come, `STOP` ends it;
    `PUBLISHED_LABEL` and `UPDATED_LABEL` stand before a day of publication. `day_first` tells how to read 3/4/2024.
    """

    language: str
    words: Mapping[str, Mapping[str, str]]
    patterns: tuple[Pattern, ...]
    parts: Mapping[str, str] = attrs.field(factory=dict)
    numbers: tuple[str, ...] = ()
    glued: tuple[str, ...] = ()
    endings: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    day_first: bool = True
