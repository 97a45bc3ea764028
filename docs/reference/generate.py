"""Writes the reference pages that derive from the code: commands, layers, rules, errors. A test compares them."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import attrs
import click

from geobrief import DocumentLayer, Layer, Registry, Rule, errors, vocabulary
from geobrief.cli import main

OFFICIAL = ["boilerplate", "dates", "topics"]
GENERATED = "<!-- Written by docs/reference/generate.py from the code; don't edit it here. -->"


def pages() -> dict[str, str]:
    """The text of each page, by file name."""
    registry = Registry.discover(only=OFFICIAL)
    return {
        "commands.md": _page("Commands", COMMANDS, _commands()),
        "layers.md": _page("Layers", LAYERS, _layers(registry)),
        "rules.md": _page("Rules", RULES, _rules(registry)),
        "errors.md": _page("Errors", ERRORS, _errors()),
    }


COMMANDS = """\
What each command says of itself. [The command](cli.md) has what they share."""

LAYERS = """\
The keys of `geobrief.vocabulary`: what core and the official plugins provide. `doc[KEY]` is a `SpanSet` if the layer is
of spans, and a tuple of `Finding`, best first, if it is about the whole document. Offsets are Unicode code points,
half-open; so are intervals of days."""

RULES = """\
Every rule that makes a span or a finding. `geobrief rule ID` prints its entry. Each example is a test: with the input,
the rule finds exactly the text that is named."""

ERRORS = """\
Every error is in `geobrief.errors` and derives from `GeobriefError`. Each message is one sentence that says what was
wrong, where, and what to do."""


def _page(title: str, lead: str, sections: Iterable[str]) -> str:
    return "\n\n".join([f"# {title}", GENERATED, lead, *sections]) + "\n"


def _commands() -> Iterator[str]:
    outer = click.Context(main, info_name="geobrief", terminal_width=100, **main.context_settings)
    for name, command in sorted(main.commands.items()):
        inner = click.Context(command, parent=outer, info_name=name, terminal_width=100)
        yield f"## `geobrief {name}`"
        yield f"```text\n{command.get_help(inner)}\n```"


def _layers(registry: Registry) -> Iterator[str]:
    providers = {
        key.name: plugin.distribution
        for plugin in registry.plugins
        for offer in (*plugin.parsers, *plugin.analyzers)
        for key in offer.provides
    }
    for variable, key in vars(vocabulary).items():
        if not isinstance(key, (Layer, DocumentLayer)):
            continue
        sort = "spans" if isinstance(key, Layer) else "findings about the document"
        shows = f" The brief draws it as {key.shows}." if key.shows else ""
        provider = f", provided by {providers[key.name]}" if key.name in providers else ""
        yield f"## `{variable}`"
        yield f"Layer `{key.name}`, version {key.version}: {sort}{provider}.{shows}"
        yield from _payload(key.payload)


def _payload(payload: type[Any]) -> Iterator[str]:
    yield f"`{payload.__name__}`: {inspect.getdoc(payload)}"
    if fields := attrs.fields(payload):
        rows = [f"| `{field.name}` | {_type(field.type)} |" for field in fields]
        yield "\n".join(["| field | type |", "|---|---|", *rows])


def _type(annotation: str) -> str:
    """A field's annotation, with the values that it may have if it is an alias of a `Literal`."""
    values = get_args(getattr(vocabulary, annotation.removesuffix(" | None"), None))
    escaped = annotation.replace("|", "\\|")
    return f"`{escaped}`" + (f": {', '.join(values)}" if values else "")


def _rules(registry: Registry) -> Iterator[str]:
    for plugin in sorted(registry.plugins, key=lambda plugin: plugin.distribution):
        offers = (*plugin.parsers, *plugin.analyzers, *plugin.resources)
        rules = sorted(itertools.chain.from_iterable(offer.rules for offer in offers), key=lambda rule: rule.id)
        if rules:
            yield f"## {plugin.distribution}"
        for rule in rules:
            yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### `{rule.id}`"
    yield rule.summary
    given = "".join(f"\n{name}: {value}" for name, value in rule.example.given.items())
    yield f"```text\n{rule.example.text.strip()}\n```"
    yield f"finds: `{rule.example.finds}`{given}"
    yield f"Source: {rule.source}"


def _errors() -> Iterator[str]:
    for name in errors.__all__:
        error = getattr(errors, name)
        bases = ", ".join(f"`{base.__name__}`" for base in error.__bases__)
        yield f"## `{name}`"
        yield f"Derives from {bases}. {inspect.getdoc(error).partition('>>>')[0].strip()}"


if __name__ == "__main__":
    for name, text in pages().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8")
