"""`geobrief analyze`: documents as JSON, one a line."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import closing

import click

from geobrief._input import Rejected
from geobrief._store import dumps
from geobrief.cli.articles import analyzed
from geobrief.cli.options import Choice, article_options
from geobrief.cli.outcome import Outcome
from geobrief.cli.progress import watched


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--source", is_flag=True, help="Keep the decoded source of each article in its document.")
@article_options
def analyze(paths: tuple[str, ...], source: bool, choice: Choice, given: Mapping[str, str]) -> None:
    """Write each article as a JSON document, one a line.

    A PATH is a file, a folder, a JSONL or CSV file of articles, or - for stdin. What an analyzer couldn't
    do is listed in the document's "failures".

    \b
    Examples:
      geobrief analyze article.txt > article.json
      geobrief analyze articles.csv --only dates | jq .layers.published
      curl -s https://example.org/story.txt | geobrief analyze - --published 2024-03-18
    """
    outcome = Outcome()
    results = outcome.watching(analyzed(choice.pipeline(), paths, given))
    with closing(watched(results, apart=sys.stdout.isatty())) as results:
        for result in results:
            if not isinstance(result, Rejected):
                click.echo(dumps(result, source=source))
    outcome.exit()
