"""The English grammar: a file of data, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from geobrief import Example, Resource, Rule
from geobrief_dates.grammar import Grammar, Pattern

_AROUND = "given", "after", "before", "not_after", "not_before"


def english() -> Resource[Grammar]:
    """The English grammar as a resource, with the catalogue entries of its rules."""
    data = _data()
    return Resource(
        name="dates-english",
        version=data["version"],
        type=Grammar,
        load=english_grammar,
        rules=tuple(
            Rule(id=rule["id"], summary=rule["summary"], example=Example(**rule["example"]), source=rule["source"])
            for rule in data["rules"]
        ),
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("english.toml").read_text(encoding="utf-8"))


@cache
def english_grammar() -> Grammar:
    """The English grammar."""
    data = _data()
    return Grammar(
        language=data["language"],
        words=data["words"],
        parts=data["parts"],
        numbers=tuple(data["numbers"]),
        glued=tuple(data["glued"]),
        endings={name: tuple(endings.split()) for name, endings in data["endings"].items()},
        day_first=data["day_first"],
        patterns=tuple(
            Pattern(
                rule=rule["id"],
                pattern=rule["pattern"],
                meaning=rule["meaning"],
                **{name: rule[name] for name in _AROUND if name in rule},
            )
            for rule in data["rules"]
        ),
    )
