"""`geobrief explain`: every finding on a place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice

import click

from geobrief._codec import JSON
from geobrief._document import Document
from geobrief._input import Rejected
from geobrief._store import dumps
from geobrief.cli.articles import analyzed
from geobrief.cli.catalogue import rules
from geobrief.cli.options import Choice, article_options
from geobrief.export.one_line import around, first_words, one_line

_CONTEXT = 40  # characters on each side of the place
_QUOTE = 100  # characters of a finding's text


@click.command()
@click.argument("path")
@click.option("--at", type=click.IntRange(min=0), required=True, metavar="N", help="The place: characters from 0.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@article_options
def explain(path: str, at: int, as_json: bool, choice: Choice, given: Mapping[str, str]) -> None:
    """Show every finding on a place of an article: its layer, range, payload, rule and producer.

    The place is one character of the text, counted in code points from 0, as geobrief counts everywhere.
    Shown are the spans that cover it, and the findings about the document that have evidence there.

    \b
    Examples:
      geobrief explain article.txt --at 120
      geobrief explain article.txt --at 120 --json | jq .findings
    """
    pipeline = choice.pipeline()
    results = list(islice(analyzed(pipeline, [path], given), 2))
    if len(results) != 1:
        number = "more than one article" if results else "no article"
        raise click.BadParameter(f"{path} holds {number}: explain takes one", param_hint="path")
    (result,) = results
    if isinstance(result, Rejected):
        raise result.error
    length = len(result.text)
    if at >= length:
        raise click.BadParameter(f"{at} is not in the text, which has {length} characters", param_hint="--at")
    summaries = {name: entry.rule.summary for name, entry in rules(pipeline.registry).items()}
    explained = {
        "id": result.id,
        "at": at,
        "character": result.text[at],
        "source": list(result.source_range(at, at + 1)),
        "findings": [{**found, "summary": summaries.get(found["rule"])} for found in _found(result, at)],
    }
    click.echo(json.dumps(explained) if as_json else "\n".join(_lines(result, explained)))


def _found(doc: Document, at: int) -> Iterator[JSON]:
    """The spans that cover a place and the findings with evidence there, layer by layer, as they are saved."""
    for name, layer in sorted(json.loads(dumps(doc))["layers"].items()):
        for value in layer.get("spans") or layer.get("findings") or ():
            for place in value.get("evidence", (value,)):
                start, end = place["start"], place["end"]
                if place.get("where", "text") == "text" and start <= at < end:
                    yield {
                        "layer": name,
                        "start": start,
                        "end": end,
                        "text": doc.text[start:end],
                        "weight": place.get("weight"),
                        "payload": value["payload"],
                        "rule": value["rule"],
                        "producer": layer["producer"],
                    }


def _lines(doc: Document, explained: JSON) -> Iterator[str]:
    at = explained["at"]
    before, after = around(doc.text, at, at + 1, (0, len(doc.text)), _CONTEXT)
    yield f"{one_line(doc.id)}, character {at}"
    yield f"  {before}»{one_line(doc.text[at]) or ' '}«{after}"
    if not explained["findings"]:
        yield "  nothing was found here"
    for found in explained["findings"]:
        yield ""
        yield f"{found['layer']}  {found['start']}–{found['end']}  «{first_words(one_line(found['text']), _QUOTE)}»"
        yield f"  payload   {one_line(_payload(found['payload'])) or 'none'}"
        if found["weight"] is not None:
            yield f"  weight    {found['weight']:g}"
        yield f"  rule      {one_line(found['rule'])}: {one_line(found['summary'] or 'not in the catalogue')}"
        yield f"  by        {one_line(_named(found['producer']))}"


def _named(producer: JSON) -> str:
    return f"{producer['analyzer']} of plugin {producer['plugin']} {producer['version']}"


def _payload(payload: JSON) -> str:
    """The fields of a payload that say something, as JSON."""
    said = {name: value for name, value in payload.items() if value not in (None, [], {}, False)}
    return ", ".join(f"{name} {json.dumps(value, ensure_ascii=False)}" for name, value in said.items())
