"""`geobrief brief`: what a person looks at."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

from geobrief._input import Rejected
from geobrief.cli.articles import analyzed
from geobrief.cli.catalogue import layers
from geobrief.cli.options import Choice, article_options
from geobrief.cli.outcome import Outcome
from geobrief.cli.progress import watched

if TYPE_CHECKING:  # imported when a brief is made: `geobrief --help` needn't wait for them
    from geobrief.export.facts import Brief
    from geobrief.export.table import Table


def _is_table(ctx: click.Context, parameter: click.Parameter, path: str | None) -> str | None:
    if path is not None and not path.lower().endswith(".csv"):
        raise click.BadParameter(f"{path!r} isn't a table: give a name that ends with .csv")
    return path


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("-o", "--output", callback=_is_table, metavar="TABLE.csv", help="Write a table, one row an article.")
@article_options
def brief(paths: tuple[str, ...], output: str | None, choice: Choice, given: Mapping[str, str]) -> None:
    """Show what is in each article: title, publication, lead, litter, topics, dates, what lies ahead.

    A PATH is a file, a folder, a JSONL or CSV file of articles, or - for stdin. Places are counted in
    characters from 0, and like days without their end: [2024-01-01, 2025-01-01) is all of 2024.

    The table is CSV in UTF-8, with the same columns for every run. A cell that a spreadsheet would take
    for a formula gets an apostrophe before it. Rows are written to .TABLE.csv.part, one by one; at
    the end it takes the place of TABLE.csv.

    \b
    Examples:
      geobrief brief article.txt
      geobrief brief article.txt --published 2024-03-18
      geobrief brief articles/ | less
      geobrief brief articles.jsonl -o table.csv
    """
    from geobrief.export.facts import brief_of
    from geobrief.export.tally import Tally

    pipeline = choice.pipeline()
    keys = [key for plugin in pipeline.registry.plugins for _, key in layers(plugin)]
    outcome, tally = Outcome(), Tally()
    results = outcome.watching(analyzed(pipeline, paths, given, skip=output))
    with (
        _table(output) if output else nullcontext() as table,
        closing(watched(results, apart=not output and sys.stdout.isatty())) as results,
    ):
        show = table.show if table else _terminal()
        for result in results:
            if isinstance(result, Rejected):
                tally.rejected += 1
                if table:
                    table.reject(result)
            else:
                facts = brief_of(result, keys)
                tally.add(facts)
                show(facts)
    if outcome.documents and (outcome.documents + outcome.rejected > 1 or any(map(os.path.isdir, paths))):
        click.echo(tally.text)
    outcome.exit()


def _terminal() -> Callable[[Brief], None]:
    from rich.console import Console

    from geobrief.export.terminal import Terminal

    return Terminal(Console(highlight=False, markup=False, emoji=False)).show


@contextmanager
def _table(path: str) -> Iterator[Table]:
    """A table that takes its place when it is whole. If the run ends before that, its rows stay in `….part`."""
    from geobrief.export.table import Table

    part = os.path.join(os.path.dirname(path), f".{os.path.basename(path)}.part")  # readers pass it over
    try:
        with open(part, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield Table(file)
        os.replace(part, path)
    except BrokenPipeError:
        raise  # of stderr or stdout
    except OSError as error:
        raise click.ClickException(f"{path} can't be written: {error.strerror}") from error
