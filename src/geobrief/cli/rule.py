"""`geobrief rule`: the catalogue of rules."""

from __future__ import annotations

import difflib
import json
from typing import Any

import click

from geobrief.cli.catalogue import Entry, rules
from geobrief.cli.options import Choice, plugin_options
from geobrief.export.one_line import one_line


@click.command()
@click.argument("rule_id", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@plugin_options
def rule(rule_id: str | None, as_json: bool, choice: Choice) -> None:
    """Say what the rule ID does: in a sentence, with an example and its source. Without ID, list all rules.

    \b
    Examples:
      geobrief rule
      geobrief rule dates/month-year
      geobrief rule --only dates --json
    """
    catalogue = rules(choice.registry())
    if rule_id is None:
        _write_all(catalogue, as_json)
    elif rule_id in catalogue:
        entry = catalogue[rule_id]
        click.echo(json.dumps(_as_json(entry)) if as_json else "\n".join(_lines(entry)))
    else:
        near = difflib.get_close_matches(rule_id, catalogue, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "geobrief rule lists all"
        raise click.BadParameter(f"no installed plugin has it; {hint}", param_hint=f"rule {rule_id!r}")


def _write_all(catalogue: dict[str, Entry], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([_as_json(entry) for entry in catalogue.values()]))
        return
    width = max(map(len, catalogue), default=0)
    for rule_id, entry in catalogue.items():
        click.echo(f"{rule_id:<{width}}  {one_line(entry.rule.summary)}")


def _lines(entry: Entry) -> list[str]:
    rule, plugin = entry.rule, entry.plugin
    given = ", ".join(f"{name} {value}" for name, value in rule.example.given.items())
    return [
        rule.id,
        f"  {one_line(rule.summary)}",
        f"  Example  {one_line(rule.example.text)}" + (f"  ({one_line(given)})" if given else ""),
        f"  Finds    {one_line(rule.example.finds)}",
        f"  Source   {one_line(rule.source)}",
        f"  From     {entry.offer.name} of plugin {plugin.name} ({plugin.distribution} {plugin.version})",
    ]


def _as_json(entry: Entry) -> dict[str, Any]:
    rule, plugin = entry.rule, entry.plugin
    return {
        "id": rule.id,
        "summary": rule.summary,
        "example": {"text": rule.example.text, "finds": rule.example.finds, "given": dict(rule.example.given)},
        "source": rule.source,
        "from": entry.offer.name,
        "plugin": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
    }
