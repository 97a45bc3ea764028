"""The catalogue: every rule has an example that holds, and every mark's rule is in it."""

from __future__ import annotations

import pytest
from geobrief_boilerplate import BOILERPLATE
from geobrief_boilerplate.plugin import geobrief_analyzers

import geobrief

PIPELINE = geobrief.pipeline(only=["boilerplate"])
RULES = [rule for analyzer in geobrief_analyzers() for rule in analyzer.rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_example_holds(rule: geobrief.Rule) -> None:
    doc = PIPELINE.analyze(rule.example.text, media_type="text/plain", **rule.example.given)
    assert (rule.example.finds, rule.id) in [(doc.slice(span), span.rule) for span in doc[BOILERPLATE]]


def test_ids_are_unique_and_qualified() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    assert all(id.startswith("boilerplate/") for id in ids)
