"""Rules that name litter by its words, read from `data/rules.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, cast

import attrs

from geobrief.vocabulary import BoilerplateKind
from geobrief_boilerplate._lines import PLAIN, Line

Zone: TypeAlias = Literal["edge", "tail"]

_LONGEST_WHOLE, _OPENING, _CLOSING = 200, 160, 80  # code points that a pattern may see: all matching is bounded
_SIGNS = " -*+•·|>»›→←↑⬆:[]()#▸▶►✓✔…,;\"'👉✅↩\ufe0e\ufe0f"
_WHERE = "whole", "opening", "closing"
_PART = re.compile(r"\{([a-z]+)\}")


@attrs.frozen
class LineRule:
    """A rule on the words of a line.

    It holds everywhere, or only in its `zone`: at an `edge`, with no prose on one side, or in the
    `tail`, the last lines. A hint doesn't mark a line; it names what the model has found.
    """

    id: str
    kind: BoilerplateKind
    zone: Zone | None
    is_hint: bool

    @property
    def name(self) -> str:
        """Its name as a feature and a reason."""
        return ("hint " if self.is_hint else "rule ") + self.id.partition("/")[2]


@attrs.frozen
class LineRules:
    """All rules, their patterns joined so that a line is read at most four times."""

    rules: tuple[LineRule, ...]
    _whole: re.Pattern[str]
    _opening: re.Pattern[str]
    _closing: re.Pattern[str]
    _hint: re.Pattern[str]
    _glued: re.Pattern[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> LineRules:
        """The rules in the decoded `data/rules.toml`."""
        entries = [entry for entry in data["rules"] if any(where in entry for where in _WHERE)]
        marking = [(place, entry) for place, entry in enumerate(entries) if not entry.get("hint")]
        hints = [(place, entry) for place, entry in enumerate(entries) if entry.get("hint")]
        return cls(
            tuple(
                LineRule(entry["id"], cast(BoilerplateKind, entry["kind"]), entry.get("zone"), bool(entry.get("hint")))
                for entry in entries
            ),
            _joined(marking, "whole", data["parts"]),
            _joined(marking, "opening", data["parts"]),
            _joined(marking, "closing", data["parts"], r"\Z"),
            _joined(hints, "whole", data["parts"]),
            _compiled("|".join(data["glued"]), data["parts"]),
        )

    def match(self, line: Line) -> LineRule | None:
        """The first rule whose words the line has; its zone isn't looked at."""
        text = line.text
        bare = text.strip(_SIGNS) or text
        found = self._whole.fullmatch(bare) if len(bare) <= _LONGEST_WHOLE else None
        found = found or self._opening.match(text.lstrip(_SIGNS)[:_OPENING])
        if line.is_whole:
            found = found or self._closing.search(text[-_CLOSING:])
        if len(bare) <= _LONGEST_WHOLE:
            found = found or self._hint.fullmatch(bare)
        return self.rules[int(found.lastgroup[1:])] if found and found.lastgroup else None

    def glued(self, beginning: str) -> int:
        """How many code points of a line's beginning are a date that was glued to it; 0 if there is none."""
        found = self._glued.match(beginning.translate(PLAIN))
        return found.end() if found else 0


def _joined(
    entries: Iterable[tuple[int, Mapping[str, Any]]], where: str, parts: Mapping[str, str], end: str = ""
) -> re.Pattern[str]:
    """One pattern of all, in which the group `rN` belongs to the rule at N."""
    groups = [f"(?P<r{place}>{'|'.join(entry[where])})" for place, entry in entries if where in entry]
    return _compiled(f"(?:{'|'.join(groups)}){end}", parts)


def _compiled(pattern: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    while _PART.search(pattern):
        pattern = _PART.sub(lambda part: parts[part[1]], pattern)
    return re.compile(pattern, re.IGNORECASE)
