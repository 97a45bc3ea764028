"""The command `geobrief`: `brief`, `analyze`, `plugins`, `rule` and `explain`."""

from __future__ import annotations

import click

from geobrief._version import __version__
from geobrief.cli.analyze import analyze
from geobrief.cli.brief import brief
from geobrief.cli.explain import explain
from geobrief.cli.group import Group
from geobrief.cli.plugins import plugins
from geobrief.cli.rule import rule

__all__ = ["main"]


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="geobrief", message="%(prog)s %(version)s")
def main() -> None:
    """Read news articles: when published, what is litter, which dates, what about.

    \b
    Examples:
      geobrief brief article.txt
      geobrief brief articles/ -o table.csv
      geobrief analyze articles.jsonl > documents.jsonl
      geobrief explain article.txt --at 120

    Exit codes: 0, all went well; 1, some inputs were rejected, each named on stderr; 2, nothing could
    be done; 130, interrupted.
    """


for command in (brief, analyze, explain, rule, plugins):
    main.add_command(command)
