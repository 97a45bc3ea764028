"""Another distribution adds a language: a small German grammar, without a line changed."""

from __future__ import annotations

import pytest
from geobrief_dates import DATES
from geobrief_dates.grammar import Grammar, Pattern

import geobrief
from geobrief import Example, Registry, Resource, Rule, hookimpl

GERMAN = Grammar(
    language="de",
    words={
        "MONTH": {"3": "März", "5": "Mai", "12": "Dezember"},
        "DAY_WORD": {"-1": "gestern", "0": "heute", "1": "morgen"},
    },
    patterns=(
        Pattern(rule="dates-de/day", pattern="day=DAY . month=MONTH ( year=YEAR )?", meaning="calendar"),
        Pattern(rule="dates-de/day-word", pattern="day_word=DAY_WORD", meaning="relative", given={"unit": "D"}),
    ),
)


class German:
    """A plugin with a German grammar."""

    @staticmethod
    @hookimpl
    def geobrief_resources() -> list[Resource[Grammar]]:
        rule = Rule(
            id="dates-de/day", summary="Ein Tag.", example=Example(text="Am 3. Mai.", finds="3. Mai"), source="DIN 5008"
        )
        return [Resource(name="dates-german", version="1", type=Grammar, load=lambda: GERMAN, rules=(rule,))]


def registry(*plugins: object) -> Registry:
    made = Registry.discover(only=["dates"])
    for place, plugin in enumerate(plugins):
        made = made.adding(f"german-{place}", plugin)
    return made


def test_german_dates() -> None:
    doc = geobrief.pipeline(registry=registry(German())).analyze(
        "Am 3. Mai 2021 begann es; gestern, am 5. März, endete es.", language="de", published="2024-03-18"
    )
    assert [(doc.slice(span), span.payload.value, span.rule) for span in doc[DATES]] == [
        ("3. Mai 2021", "2021-05-03", "dates-de/day"),
        ("gestern", "2024-03-17", "dates-de/day-word"),
        ("5. März", "2024-03-05", "dates-de/day"),
    ]
    assert doc.diagnostics == ()


def test_english_results_stay_the_same() -> None:
    text = "It began in May 2021 and ended last Friday; morgen and gestern aren't English."
    alone, beside = (
        geobrief.pipeline(registry=each).analyze(text, language="en") for each in (registry(), registry(German()))
    )
    assert alone[DATES] == beside[DATES]
    assert len(alone[DATES]) == 2


def test_two_grammars_of_one_language_are_refused() -> None:
    with pytest.raises(geobrief.errors.ConfigurationError, match=r"two grammars of dates for 'de'.*block="):
        geobrief.pipeline(registry=registry(German(), German()))


@pytest.mark.parametrize("pattern", ["day=DAI", "day=( DAY", "LOOP"])
def test_faulty_grammar_is_refused_when_the_pipeline_is_built(pattern: str) -> None:
    faulty = Grammar(
        language="fr",
        words={},
        parts={"LOOP": "LOOP"},
        patterns=(Pattern(rule="x/y", pattern=pattern, meaning="calendar"),),
    )

    class French:
        @staticmethod
        @hookimpl
        def geobrief_resources() -> list[Resource[Grammar]]:
            return [Resource(name="dates-french", version="1", type=Grammar, load=lambda: faulty)]

    with pytest.raises(geobrief.errors.ConfigurationError, match="fr grammar of dates"):
        geobrief.pipeline(registry=registry(French()))
