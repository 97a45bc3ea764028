"""What a run of several articles came to: how many are dated, and which are not."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from geobrief.export.facts import Brief
from geobrief.export.one_line import one_line
from geobrief.vocabulary import PUBLISHED

_NAMED = 50


@attrs.define
class Tally:
    """Counts the articles of a run. `unsearched` are those of the undated in which nobody looked for dates.

    >>> Tally(dated=1, undated=["tweet.txt"]).text.splitlines()
    ['2 articles: 1 dated, 1 not dated', '  not dated: tweet.txt']
    """

    dated: int = 0
    undated: list[str] = attrs.field(factory=list)
    unsearched: int = 0
    rejected: int = 0

    @property
    def articles(self) -> int:
        """How many articles were read."""
        return self.dated + len(self.undated)

    def add(self, brief: Brief) -> None:
        """Count an article."""
        self.unsearched += PUBLISHED.name not in brief.layers
        if brief.published:
            self.dated += 1
        else:
            self.undated.append(one_line(brief.id))

    @property
    def text(self) -> str:
        """The counts in one line, and a line for each article without a date (for the first fifty)."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        articles = f"{self.articles} article{'s' * (self.articles != 1)}"
        rejected = f", {self.rejected} rejected" if self.rejected else ""
        if 0 < self.unsearched == self.articles:
            yield f"{articles}{rejected}; nobody looked for dates: none has layer {PUBLISHED.name!r}"
            return
        yield f"{articles}: {self.dated} dated, {len(self.undated)} not dated{rejected}"
        for name in self.undated[:_NAMED]:
            yield f"  not dated: {name}"
        if len(self.undated) > _NAMED:
            yield f"  and {len(self.undated) - _NAMED} more"
