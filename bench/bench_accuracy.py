"""How right the official plugins are on development data, which isn't part of the project.

FOLDER holds gzipped JSONL files; those that aren't there are left out:
  dates/*.jsonl.gz         {"text", "dct", "timexes": [{"start", "end", "type", "value"}]}
                           (TIMEX3; dct is the publication date)
  boilerplate/plain*.gz    {"text", "lines": [{"start", "end", "label": "content" or "boilerplate"}]}
  topics/*.jsonl.gz        {"text", "labels": [topic], "unk": [topics that aren't scored]}
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from report import Figure, arguments, report
from scores import Counts, LineCounts, aligned, visible

import geobrief
from geobrief import Document, Input, Rejected
from geobrief.vocabulary import BOILERPLATE, DATES, TOPICS

LIMITS = {
    "dates/timebank: relaxed F1": 0.70,
    "boilerplate/plain_wcxb_dev_light: F1 of lines": 0.45,
    "topics/articles_graded: security F1": 0.75,
    "topics/articles_graded: energy F1": 0.65,
    "topics/articles_graded: climate F1": 0.55,
}
MOST_LOST = {"boilerplate/plain_wcxb_dev_light": 0.03}
TASKS = {"dates": "dates/*.jsonl.gz", "boilerplate": "boilerplate/plain*.jsonl.gz", "topics": "topics/*.jsonl.gz"}

Row = dict[str, Any]


def analyzed(path: Path) -> Iterator[tuple[Row, Document]]:
    """The rows of a file that have a text, and the document of each. Whatever fails ends the benchmark."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for line in lines if line.strip() and (row := json.loads(line)).get("text")]
    inputs = (Input(row["text"], media_type="text/plain", published=row.get("dct")) for row in rows)
    for row, doc in zip(rows, geobrief.pipeline().analyze_many(inputs), strict=True):
        assert not isinstance(doc, Rejected)
        yield row, doc


def dates(name: str, path: Path) -> list[Figure]:
    relaxed, strict, values = Counts(), Counts(), Counts()
    for row, doc in analyzed(path):
        gold = [trimmed(doc.text, timex["start"], timex["end"]) for timex in row["timexes"]]
        found = list({(span.start, span.end): span for span in reversed(doc[DATES])}.values())
        extents = [trimmed(doc.text, span.start, span.end) for span in found]
        pairs = aligned(gold, extents)
        same = sum(gold[place] == extents[other] for place, other in pairs)
        valued = sum(row["timexes"][place]["value"].strip() == found[other].payload.value for place, other in pairs)
        for counts, right in (relaxed, len(pairs)), (strict, same), (values, valued):
            counts.add(right, len(found) - right, len(gold) - right)
    return [
        at_least(f"{name}: relaxed F1", relaxed.f1),
        at_least(f"{name}: strict F1", strict.f1),
        at_least(f"{name}: value F1", values.f1),
    ]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the white space at its ends."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def boilerplate(name: str, path: Path) -> list[Figure]:
    counts = LineCounts()
    for row, doc in analyzed(path):
        removed = visible(doc.text, doc.without(BOILERPLATE).left_out)
        for line in row["lines"]:
            if line["label"] in ("content", "boilerplate"):
                place = line["start"], line["end"]
                counts.add(doc.text, place, is_content=line["label"] == "content", removed=removed)
    return [
        at_least(f"{name}: F1 of lines", counts.lines.f1),
        Figure(f"{name}: content lost", counts.content_lost, limit=MOST_LOST.get(name)),
    ]


def topics(name: str, path: Path) -> list[Figure]:
    counts: dict[str, Counts] = {}
    for row, doc in analyzed(path):
        if "labels" not in row:
            return []
        scores = {finding.payload.topic: finding.payload.score for finding in doc[TOPICS]}
        for topic in sorted({*scores, *row["labels"]} - set(row.get("unk", ()))):
            said, there = (scores.get(topic) or 0) >= 0.5, topic in row["labels"]
            counts.setdefault(topic, Counts()).add(said and there, said and not there, there and not said)
    return [
        at_least(f"{name}: {topic} F1", count.f1)
        for topic, count in sorted(counts.items())
        if count.right + count.missed
    ]


def at_least(name: str, value: float) -> Figure:
    return Figure(name, value, limit=LIMITS.get(name), least=True)


def main() -> None:
    options = arguments(__doc__)
    if options.data is None:
        print("bench_accuracy.py: without --data FOLDER there is nothing to measure accuracy on.")
        return
    measures: dict[str, Callable[[str, Path], list[Figure]]] = {
        "dates": dates,
        "boilerplate": boilerplate,
        "topics": topics,
    }
    provided = geobrief.analyze("").layers
    figures = []
    for task, pattern in TASKS.items():
        if task in provided:
            for path in sorted(options.data.glob(pattern)):
                figures += measures[task](f"{task}/{path.name.removesuffix('.jsonl.gz')}", path)
    report("accuracy", figures, as_json=options.json)


if __name__ == "__main__":
    main()
