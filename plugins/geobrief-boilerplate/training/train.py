"""Fits the weights in `data/model.json`, and predicts by site to measure them.

    python train.py LINES PAGES --out ../src/geobrief_boilerplate/data/model.json
    python train.py LINES PAGES --folds 5 --out PREDICTIONS

LINES are the article pages of the WCXB development set (2024-2026) as plain text with little litter
left, gzipped JSONL of `{"id", "text", "lines": [{"start", "end", "label"}]}`; a line's label is content,
boilerplate or ambig (left out), found by aligning the page with its article. PAGES are the same pages
as HTML, of which only `id` and `url` are read, since folds are by site. With folds, `{"id", "keep"}` is
written for each page, predicted by a model that has not seen its site. The same data give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs
import numpy as np
from geobrief_boilerplate._data import read_toml
from geobrief_boilerplate._features import Shape, in_context
from geobrief_boilerplate._lines import Line, lines_of
from geobrief_boilerplate._marks import CONTENTS_RULE, TITLE_RULE, Marker, names_of
from geobrief_boilerplate._rules import LineRules
from geobrief_boilerplate.plugin import title_in
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import geobrief
from geobrief.vocabulary import BLOCKS

REGULARISATION = 0.05  # sklearn's C; 0.02 does as well
FEATURE_LINES = 8  # a feature of fewer isn't kept
THRESHOLD, SENTENCE_THRESHOLD, STRUCTURAL_THRESHOLD = 0.5, 0.9, 0.9
EXCERPTS = (0.0, 0.2), (0.35, 0.3)  # the share of litter kept, and the weight of a line
EXCERPT_LENGTHS = 3, 5, 8, 14, 25, 60
PRIOR_LINES = 5  # a rule's precision is drawn towards that of all rules, as by so many lines
LABELS = {"content": 0, "boilerplate": 1, "ambig": -1}


@attrs.frozen
class Page:
    """A page: its site, its lines, the label of each, and where geobrief finds its title."""

    id: str
    site: str
    text: str
    lines: list[Line]
    labels: list[int]
    title: tuple[int, int] | None

    def fold(self, count: int) -> int:
        """In which of `count` folds its site is."""
        return int(hashlib.sha256(self.site.encode()).hexdigest(), 16) % count


def main() -> None:
    """Train, or predict by folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    pages = list(read(options.lines, options.pages))
    if options.folds:
        options.out.write_text("".join(f"{json.dumps(row)}\n" for row in predictions(pages, options.folds)))
    else:
        options.out.write_text(json.dumps(model_of(pages), ensure_ascii=False, indent=0, sort_keys=True) + "\n")


def read(labelled: Path, pages: Path) -> Iterator[Page]:
    """The labelled pages."""
    sites = {row["id"]: ".".join((urlsplit(row["url"]).hostname or row["id"]).split(".")[-2:]) for row in rows(pages)}
    for row in rows(labelled):
        doc = geobrief.analyze(row["text"], media_type="text/plain", only=())
        labels = {entry["start"]: LABELS[entry["label"]] for entry in row["lines"]}
        lines = lines_of(row["text"], [(block.start, block.end, block.payload.kind) for block in doc[BLOCKS]])
        line_labels = [labels.get(line.start, LABELS["ambig"]) for line in lines]
        yield Page(row["id"], sites[row["id"]], row["text"], lines, line_labels, title_in(doc))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of gzipped JSONL."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def predictions(pages: Sequence[Page], folds: int) -> Iterator[dict[str, Any]]:
    """What is kept of each page by a model that was fitted without its site."""
    for fold in range(folds):
        model = model_of([page for page in pages if page.fold(folds) != fold])
        marker = Marker.of(read_toml("rules"), read_toml("function_words"), model)
        for page in pages:
            if page.fold(folds) == fold:
                found = marker.find(
                    page.text, [(line.start, line.end, line.kind) for line in page.lines], title=page.title
                )
                marked = {(mark.start, mark.end) for mark in found.marks}
                places = [(score.start, score.end) for score in found.scores]
                scores = [score.payload.score for score in found.scores]
                yield {"id": page.id, "keep": [place for place in places if place not in marked], "scores": scores}


def model_of(pages: Sequence[Page]) -> dict[str, Any]:
    """The content of `data/model.json`."""
    rules = LineRules.of(read_toml("rules"))
    function_words = frozenset(read_toml("function_words")["words"])
    english, structural = Examples(), Examples()
    right, of_all = Counter[str](), Counter[str]()
    for page in pages:
        matched = [rules.match(line) for line in page.lines]
        names = [rule.name if rule else "" for rule in matched]
        shapes = [Shape.of(line, name, function_words) for line, name in zip(page.lines, names, strict=True)]
        english.add(page, shapes)
        structural.add(page, [Shape.of(line) for line in page.lines])
        for name, label in zip(names_of(page.lines, matched, shapes, page.title), page.labels, strict=True):
            if name.is_sure and label >= 0:
                right[name.rule] += label
                of_all[name.rule] += 1
    overall = right.total() / of_all.total()
    ids = sorted([rule.id for rule in rules.rules if not rule.is_hint] + [CONTENTS_RULE, TITLE_RULE])
    return {
        "about": "Weights of the line model, fitted by training/train.py to the WCXB development pages (2024-2026).",
        "english": english.fitted() | {"threshold": THRESHOLD, "threshold_for_sentences": SENTENCE_THRESHOLD},
        "structural": structural.fitted()
        | {"threshold": STRUCTURAL_THRESHOLD, "threshold_for_sentences": STRUCTURAL_THRESHOLD},
        "precisions": {id: round((right[id] + PRIOR_LINES * overall) / (of_all[id] + PRIOR_LINES), 3) for id in ids},
    }


@attrs.define
class Examples:
    """Labelled lines, by their features, with weights.

    All pages have litter at both ends, and most are long. So that the model doesn't take every end for litter, it
    learns from excerpts, too: of content alone, and with a third of the litter.
    """

    rows: list[list[str]] = attrs.field(factory=list)
    labels: list[int] = attrs.field(factory=list)
    weights: list[float] = attrs.field(factory=list)

    def add(self, page: Page, shapes: Sequence[Shape]) -> None:
        """Take in a page and its excerpts."""
        self._add(page, shapes, range(len(shapes)), 1.0)
        chance = random.Random(page.id)
        for share, weight in EXCERPTS:
            for places in excerpts(page.labels, share, chance):
                self._add(page, shapes, places, weight)

    def _add(self, page: Page, shapes: Sequence[Shape], places: Sequence[int], weight: float) -> None:
        features = in_context([shapes[place] for place in places])
        for place, row in zip(places, features, strict=True):
            if page.labels[place] >= 0:
                self.rows.append(row)
                self.labels.append(page.labels[place])
                self.weights.append(weight)

    def fitted(self) -> dict[str, Any]:
        """Bias and weights, rounded, of the features that enough lines of whole pages have."""
        whole = (row for row, weight in zip(self.rows, self.weights, strict=True) if weight == 1)
        times = Counter(name for row in whole for name in row)
        names = sorted(name for name, count in times.items() if count >= FEATURE_LINES)
        column = {name: place for place, name in enumerate(names)}
        columns, ends = [], [0]
        for row in self.rows:
            columns += sorted({column[name] for name in row if name in column})
            ends.append(len(columns))
        matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(self.rows), len(names)))
        regression = LogisticRegression(C=REGULARISATION, max_iter=200, tol=1e-3)
        regression.fit(matrix, self.labels, sample_weight=self.weights)
        weights = {name: round(float(weight), 2) for name, weight in zip(names, regression.coef_[0], strict=True)}
        return {
            "bias": round(float(regression.intercept_[0]), 2),
            "weights": {name: weight for name, weight in weights.items() if weight},
        }


def excerpts(labels: Sequence[int], share: float, chance: random.Random) -> Iterator[list[int]]:
    """The places of lines that stand together, in pieces; of runs of litter only a share is kept."""
    kept: list[int] = []
    for is_content, run in groupby(range(len(labels)), key=lambda place: labels[place] == 0):
        if is_content or chance.random() < share:
            kept += run
    while kept:
        length = chance.choice(EXCERPT_LENGTHS)
        yield kept[:length]
        kept = kept[length:]


if __name__ == "__main__":
    main()
