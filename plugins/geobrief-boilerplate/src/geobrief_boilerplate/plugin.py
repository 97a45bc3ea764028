"""The plugin: what geobrief's registry finds under the entry point `boilerplate`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geobrief import Analyzer, Document, Example, Filled, Resources, Rule, Run, hookimpl
from geobrief.vocabulary import BLOCKS, BOILERPLATE, BOILERPLATE_SCORES, LANGUAGE, TITLE
from geobrief_boilerplate._data import read_json, read_toml
from geobrief_boilerplate._marks import Marker


@hookimpl
def geobrief_analyzers() -> Iterable[Analyzer]:
    """The analyzer `boilerplate`."""
    yield Analyzer(
        name="boilerplate",
        provides=(BOILERPLATE, BOILERPLATE_SCORES),
        requires=(BLOCKS,),
        optional=(LANGUAGE, TITLE),
        prepare=_prepare,
        rules=tuple(_catalogue()),
    )


def _prepare(registry: Resources, options: Mapping[str, Any]) -> Run:
    """The function that marks one document; it has no options."""
    marker = Marker.of(read_toml("rules"), read_toml("function_words"), read_json("model"))

    def mark(doc: Document) -> Iterator[Filled[Any]]:
        found = marker.find(
            doc.text,
            [(block.start, block.end, block.payload.kind) for block in doc[BLOCKS]],
            is_english=all(finding.payload.taken_as == "en" for finding in doc.get(LANGUAGE)[:1]),
            title=title_in(doc),
        )
        yield BOILERPLATE(found.marks)
        yield BOILERPLATE_SCORES(found.scores)

    return mark


def title_in(doc: Document) -> tuple[int, int] | None:
    """Where the title stands in the text, if it was found there."""
    for finding in doc.get(TITLE):
        for evidence in finding.evidence:
            if evidence.where == "text":
                return evidence.start, evidence.end
    return None


def _catalogue() -> Iterator[Rule]:
    for entry in read_toml("rules")["rules"]:
        yield Rule(
            id=entry["id"], summary=entry["summary"], example=Example(**entry["example"]), source=entry["source"]
        )
