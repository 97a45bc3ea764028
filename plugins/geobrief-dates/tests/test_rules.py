"""The catalogue: every rule has an entry, and every entry's example holds."""

from __future__ import annotations

import pytest
from geobrief_dates import DATES, PUBLISHED, plugin

import geobrief
from geobrief import Rule

PIPELINE = geobrief.pipeline(only=["dates"])
PUBLICATION_RULES = [rule for analyzer in plugin.geobrief_analyzers() for rule in analyzer.rules]
DATE_RULES = [rule for resource in plugin.geobrief_resources() for rule in resource.rules]


@pytest.mark.parametrize("rule", DATE_RULES, ids=lambda rule: rule.id)
def test_example_of_a_date(rule: Rule) -> None:
    doc = PIPELINE.analyze(geobrief.Input(rule.example.text, **rule.example.given))
    assert rule.example.finds in [doc.slice(span) for span in doc[DATES] if span.rule == rule.id], [
        (doc.slice(span), span.rule) for span in doc[DATES]
    ]


@pytest.mark.parametrize("rule", PUBLICATION_RULES, ids=lambda rule: rule.id)
def test_example_of_a_day_of_publication(rule: Rule) -> None:
    doc = PIPELINE.analyze(geobrief.Input(rule.example.text, **rule.example.given))
    best = doc[PUBLISHED][0]
    assert (best.rule, doc.slice(best.evidence[0])) == (rule.id, rule.example.finds)
    assert best.payload.date.isoformat() == "2024-03-18"


def test_every_pattern_has_its_entry_and_no_id_stands_twice() -> None:
    ids = [rule.id for rule in (*PUBLICATION_RULES, *DATE_RULES)]
    assert len(set(ids)) == len(ids)
    patterns = [pattern for resource in plugin.geobrief_resources() for pattern in resource.load().patterns]
    assert {pattern.rule for pattern in patterns} == {rule.id for rule in DATE_RULES}


@pytest.mark.parametrize("rule", [*PUBLICATION_RULES, *DATE_RULES], ids=lambda rule: rule.id)
def test_summary_is_one_sentence(rule: Rule) -> None:
    assert rule.summary[0].isupper()
    assert rule.summary.endswith(".")
    assert rule.source
