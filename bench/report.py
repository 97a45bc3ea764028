"""What all benchmarks share: their command line, and a table of figures beside their limits."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import attrs


@attrs.frozen
class Figure:
    """A measured value; `limit` is the most that it may be, or the least if `least`; without one it is for reading."""

    name: str
    value: float
    unit: str = ""
    limit: float | None = attrs.field(default=None, kw_only=True)
    least: bool = attrs.field(default=False, kw_only=True)

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        good = self.value >= self.limit if self.least else self.value <= self.limit
        return "ok" if good else "under" if self.least else "over"

    def __str__(self) -> str:
        limit = "" if self.limit is None else f"{'≥' if self.least else '≤'} {self.limit:g}"
        return f"  {self.name:<52} {self.value:>10.4g} {self.unit:<4} {limit:<8} {self.verdict}".rstrip()


def arguments(description: str | None) -> argparse.Namespace:
    """The command line, the same for every benchmark."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="development data, for bench_accuracy.py")
    return parser.parse_args()


def report(title: str, figures: Iterable[Figure], *, as_json: bool) -> None:
    """Print the figures."""
    figures = list(figures)
    if as_json:
        rows = [{**attrs.asdict(figure), "verdict": figure.verdict} for figure in figures]
        print(json.dumps({"bench": title, "figures": rows}, ensure_ascii=False))
        return
    print(title, *figures, "", sep="\n")
