"""Fit the models of the lexicons that geobrief-topics ships.

    python training/fit.py [--only-measure] NAME=WEIGHT:PATH ...

Each PATH is JSONL, also gzipped: `{"text", "labels": [topics], "title"?, "unk"?: [topics]}`, where `unk` names
the topics that the row says nothing about. NAME says what the data is, and goes into the model. WEIGHT is what
the whole file counts for, however many rows it has, so that a long file of headlines doesn't outvote whole
articles. At most 3,000 rows of a file are read, evenly spaced.

For each topic the script says how well a model does on each source that was fitted without it (leave one source
out), and, for the sources themselves, on rows that were held out (five folds). Then it fits on everything and
writes `src/geobrief_topics/lexicons/TOPIC.json`. It needs numpy and scipy, which geobrief-topics doesn't; the
result is the same on every run.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import numpy as np
from geobrief_topics._lexicon import Lexicon
from geobrief_topics._matcher import Matcher
from geobrief_topics._model import FEATURES
from geobrief_topics._reading import read
from geobrief_topics._scoring import Amounts, Tally
from geobrief_topics.plugin import SHIPPED
from scipy.optimize import minimize

import geobrief

LEXICONS = Path(__file__).parent.parent / "src" / "geobrief_topics" / "lexicons"
ROWS = 3_000
RIDGE = 1.0
FOLDS = 5
MASS = 1_000.0
"""What a source of weight 1 counts for, in rows; no row counts for more than `HEAVIEST`."""
HEAVIEST = 3.0

Array: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"


@attrs.frozen(eq=False)
class Source:
    """A file of coded texts: by topic, the features, the labels and the weights of the rows that say something."""

    name: str
    topics: dict[str, tuple[Array, Array, Array]]


def load(argument: str, lexicons: dict[str, str], matcher: Matcher) -> Source:
    """Read the source that a command-line argument names."""
    name, _, place = argument.partition("=")
    weight, _, path = place.partition(":")
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    rows = rows[:: -(-len(rows) // ROWS)]
    pipeline = geobrief.pipeline(only=[])
    features = [_features(pipeline.analyze(_text(row), language="en"), matcher, len(lexicons)) for row in rows]
    topics = {}
    for place_of_topic, topic in enumerate(lexicons):
        coded = [number for number, row in enumerate(rows) if topic not in row.get("unk", ())]
        if coded:
            xs = np.array([features[number][place_of_topic] for number in coded])
            ys = np.array([float(topic in rows[number]["labels"]) for number in coded])
            each = min(float(weight) * MASS / len(coded), HEAVIEST)
            topics[topic] = xs, ys, np.full(len(coded), each)
    return Source(name, topics)


def _text(row: dict[str, Any]) -> str:
    return f"{row['title']}\n\n{row['text']}" if row.get("title") else str(row["text"])


def _features(document: geobrief.Document, matcher: Matcher, topics: int) -> list[tuple[float, ...]]:
    pages = read(document, matcher, topics)
    return [Amounts.of(Tally.of(hits), len(pages.lines), pages.opening).features for hits in pages.hits]


def fit(parts: Iterable[tuple[Array, Array, Array]]) -> Array:
    """Bias and weights of a ridge-penalised logistic regression; no weight is negative."""
    columns = list(zip(*parts, strict=True))
    xs, ys, each = np.concatenate(columns[0]), np.concatenate(columns[1]), np.concatenate(columns[2])

    def loss(parameters: Array) -> tuple[float, Array]:
        bias, weights = parameters[0], parameters[1:]
        logits = xs @ weights + bias
        slopes = each * (probabilities(logits) - ys)
        value = each @ (np.logaddexp(0, logits) - ys * logits) + RIDGE / 2 * weights @ weights
        return float(value), np.concatenate([[slopes.sum()], xs.T @ slopes + RIDGE * weights])

    bounds = [(None, None)] + [(0.0, None)] * len(FEATURES)
    found: Array = minimize(loss, np.zeros(len(FEATURES) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    return found.round(4) + 0.0


def probabilities(logits: Array) -> Array:
    """The logistic function, of each."""
    result: Array = 1 / (1 + np.exp(-logits))
    return result


def predict(model: Array, xs: Array) -> Array:
    """The scores that a model gives."""
    return probabilities(xs @ model[1:] + model[0])


def figures(scores: Array, ys: Array) -> str:
    """F1 at 0.5, and the expected calibration error over ten bins."""
    called = scores >= 0.5
    hits = float((called * ys).sum())
    f1 = 2 * hits / (called.sum() + ys.sum()) if called.any() or ys.any() else 0.0
    bins = np.minimum((scores * 10).astype(int), 9)
    gaps = [abs((scores[bins == number] - ys[bins == number]).sum()) for number in range(10)]
    return f"n {len(ys):5}  positive {int(ys.sum()):4}  F1 {f1:.3f}  ECE {sum(gaps) / len(ys):.3f}"


def held_out(source: Source, others: list[Source], topic: str) -> Array:
    """The scores of a source's rows, each by a model fitted without it: five folds."""
    xs, ys, each = source.topics[topic]
    scores = np.zeros(len(ys))
    folds = np.arange(len(ys)) % FOLDS
    for fold in range(FOLDS):
        kept = folds != fold
        parts = [other.topics[topic] for other in others if topic in other.topics]
        scores[~kept] = predict(fit([*parts, (xs[kept], ys[kept], each[kept])]), xs[~kept])
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", nargs="+", help="NAME=WEIGHT:PATH")
    parser.add_argument("--only-measure", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    lexicons = {topic: (LEXICONS / f"{topic}.toml").read_text("utf-8") for topic in SHIPPED}
    matcher = Matcher([Lexicon.from_toml(text) for text in lexicons.values()])
    sources = [load(argument, lexicons, matcher) for argument in arguments.source]
    for topic in lexicons:
        print(topic)
        coded = [source for source in sources if topic in source.topics]
        for source in coded:
            xs, ys, _ = source.topics[topic]
            others = [other for other in coded if other is not source]
            if ys.any() and others:
                without = fit([other.topics[topic] for other in others])
                print(f"  left out   {source.name:28.28} {figures(predict(without, xs), ys)}")
                print(f"  five folds {source.name:28.28} {figures(held_out(source, others, topic), ys)}")
        bias, *weights = (float(value) for value in fit([source.topics[topic] for source in coded]))
        data = {
            "bias": bias,
            "weights": dict(zip(FEATURES, weights, strict=True)),
            "trained_on": [source.name for source in coded],
        }
        print(f"  {data['bias']} {data['weights']}")
        if not arguments.only_measure:
            (LEXICONS / f"{topic}.json").write_text(json.dumps(data, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
