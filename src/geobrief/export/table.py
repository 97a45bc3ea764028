"""Briefs as a table: one row a file, as CSV."""

from __future__ import annotations

import csv
import re
from typing import IO

import attrs

from geobrief._input import Rejected
from geobrief.export.facts import Brief, Fact
from geobrief.export.one_line import one_line
from geobrief.vocabulary import BOILERPLATE, SET_ASIDE, TOPICS

COLUMNS = (
    "id",
    "title",
    "published",
    "published_rule",
    "topics_main",
    "topics_secondary",
    "topics_mention",
    "lead",
    "ahead",
    "ahead_earliest",
    "ahead_latest",
    "ahead_text",
    "set_aside",
    "litter",
    "error",
)
"""The columns, the same for every run.

`published` is a day in ISO 8601; `topics_…` are names separated by semicolons, best first; `ahead` is the value
of the next date after the publication, as precise as the text has it (`2024-06`), `ahead_earliest` and
`ahead_latest` its days, empty if it is only said to come, and `ahead_text` the words around it;
`set_aside` and `litter` count marks; `error` says why a file could not be read, or which analyzer failed.
"""

_FORMULA = re.compile(r"'*[=+\-@|%＝＋－＠]")


def cell(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula.

    It is made one line, and if it begins like a formula (`=`, `+`, `-`, `@`; `|` and `%` for old
    programs), an apostrophe goes before it, which spreadsheets take as the mark of text. What begins
    with apostrophes and then like a formula gets one more, so taking one away gives every text back.

    >>> cell("=1+1"), cell("Oil fell"), cell("'tis")
    ("'=1+1", 'Oil fell', "'tis")
    """
    line = one_line(text)
    return f"'{line}" if _FORMULA.match(line) else line


@attrs.frozen
class Table:
    """Writes the names of the columns to a text file opened with `newline=""`, then rows, one by one: RFC 4180."""

    file: IO[str]

    def __attrs_post_init__(self) -> None:
        self._write(dict(zip(COLUMNS, COLUMNS, strict=True)))

    def show(self, brief: Brief) -> None:
        """Write the row of an article."""
        published, ahead = brief.published, brief.ahead
        marks = [fact.label in SET_ASIDE for fact in brief.facts(BOILERPLATE)]
        topics = brief.facts(TOPICS)
        self._write(
            {
                "id": brief.id,
                "title": brief.title.label if brief.title else "",
                "published": str(published.earliest) if published else "",
                "published_rule": published.rule if published else "",
                **{f"topics_{role}": _named(topics, role) for role in ("main", "secondary", "mention")},
                "lead": brief.lead.text or "" if brief.lead else "",
                "ahead": ahead.label if ahead else "",
                "ahead_earliest": str(ahead.earliest or "") if ahead else "",
                "ahead_latest": str(ahead.latest or "") if ahead else "",
                "ahead_text": ahead.quotes[0].in_context if ahead else "",
                "set_aside": str(sum(marks)) if BOILERPLATE.name in brief.layers else "",
                "litter": str(len(marks) - sum(marks)) if BOILERPLATE.name in brief.layers else "",
                "error": "; ".join(f"{fault.analyzer}: {fault.message}" for fault in brief.failures),
            }
        )

    def reject(self, rejected: Rejected) -> None:
        """Write the row of an article that couldn't be read."""
        self._write({"id": rejected.id, "error": str(rejected.error)})

    def _write(self, cells: dict[str, str]) -> None:
        csv.writer(self.file).writerow([cell(cells.get(column, "")) for column in COLUMNS])
        self.file.flush()


def _named(topics: tuple[Fact, ...], role: str) -> str:
    return "; ".join(fact.label for fact in topics if fact.role == role)
