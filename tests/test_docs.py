"""The docs are true: generated pages are current, rules do what the catalogue says, links lead somewhere.

The examples themselves run in the session `docs`; see `conftest.py`.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import geobrief
from geobrief import Registry, Rule, Span

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
GENERATOR = ROOT / "docs" / "reference" / "generate.py"
GENERATED = runpy.run_path(str(GENERATOR))["pages"]()
OFFERS = [
    offer for plugin in Registry.discover().plugins for offer in (*plugin.parsers, *plugin.analyzers, *plugin.resources)
]
KEYS = [key for offer in OFFERS for key in getattr(offer, "provides", ())]
RULES = {rule.id: rule for offer in OFFERS for rule in offer.rules}
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", GENERATED)
def test_generated_page_is_current(name: str) -> None:
    written = GENERATOR.with_name(name).read_text(encoding="utf-8")
    assert written == GENERATED[name], "run python docs/reference/generate.py"


def found_by(rule: Rule, doc: geobrief.Document) -> Iterator[str]:
    """The text of each span, and of the first evidence of each finding, if it has any, that a rule made."""
    for key in KEYS:
        for value in doc[key] if key in doc else ():
            if value.rule == rule.id:
                places = [value] if isinstance(value, Span) else value.evidence[:1]
                yield "".join(map(doc.slice, places))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_does_what_its_entry_says(rule: Rule) -> None:
    given: dict[str, Any] = {**rule.example.given}
    doc = geobrief.analyze(geobrief.Input(rule.example.text, **given))
    assert rule.example.finds in list(found_by(rule, doc))


def test_rule_ids_are_qualified_and_unique() -> None:
    ids = [rule.id for offer in OFFERS for rule in offer.rules]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+(/[a-z0-9-]+)+", rule_id) for rule_id in ids)


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "examples").glob("*.txt")), ids=lambda path: path.name)
def test_each_rule_that_fires_on_the_examples_is_in_the_catalogue(path: Path) -> None:
    doc = geobrief.analyze(path)
    fired = {value.rule for key in KEYS if key in doc for value in doc[key]}
    assert fired
    assert fired <= RULES.keys()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    targets = [target for target in re.findall(r"\]\(([^)#]+)", text) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_page_can_be_reached_from_the_index() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md" and page.is_file():
            reached.add(page)
            links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
            waiting += [(page.parent / link).resolve() for link in links if "://" not in link]
    assert set(PAGES) <= reached


def test_readme_begins_with_its_two_commands() -> None:
    """`.ci/run` takes the line of each of the first two console blocks, and runs it as it stands."""
    brief, checks = CONSOLE.findall((ROOT / "README.md").read_text(encoding="utf-8"))[:2]
    assert brief.count("\n") == checks.count("\n") == 1
    assert brief.endswith("geobrief brief docs/examples/\n")
    assert checks.endswith("/nox\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_console_examples_are_run(page: Path) -> None:
    """A console block without `$ ` wouldn't be run: only the README's set-up lines may be so."""
    blocks = CONSOLE.findall(page.read_text(encoding="utf-8"))
    silent = [block for block in blocks if not block.startswith("$ ")]
    assert len(silent) == (2 if page.name == "README.md" else 0)
