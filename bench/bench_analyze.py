"""`analyze` of a plain article of 3,000 characters, with all plugins that are installed, after the first call.

The article is made of the documentation's examples. Times are the processor's; the split shows each
analyzer's own.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import attrs
from report import Figure, arguments, report

import geobrief
from geobrief import Analyzer, Document, Registry

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"
CHARACTERS = 3_000
WARM_UP, RUNS = 20, 300


def article() -> str:
    """The paragraphs of the example articles, one after the other, as many as make an article of that length."""
    text = "\n\n".join(path.read_text("utf-8").strip() for path in sorted(EXAMPLES.glob("*.txt")))
    return text[: text.rindex("\n\n", 0, CHARACTERS)]


def timed(registry: Registry, times: dict[str, list[float]]) -> Registry:
    """The same plugins, whose analyzers write down how long they take."""

    def plugin(plugin: Any) -> Any:
        return attrs.evolve(plugin, analyzers=tuple(analyzer(item, plugin.name) for item in plugin.analyzers))

    def analyzer(analyzer: Analyzer, name: str) -> Analyzer:
        def prepare(*arguments: Any) -> Callable[[Document], Iterable[Any]]:
            run = analyzer.prepare(*arguments)
            return lambda doc: clocked(run, doc, times[f"{name}: {analyzer.name}"])

        return attrs.evolve(analyzer, prepare=prepare)

    return attrs.evolve(registry, plugins=tuple(map(plugin, registry.plugins)))


def clocked(run: Callable[[Document], Iterable[Any]], doc: Document, times: list[float]) -> Iterator[Any]:
    start = time.process_time()
    results = list(run(doc))
    times.append(time.process_time() - start)
    return iter(results)


def milliseconds(action: Callable[[], object]) -> float:
    """The median time of an action, once it is warm."""
    times = []
    for _ in range(WARM_UP + RUNS):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return median(times[WARM_UP:]) * 1000


def main() -> None:
    options = arguments(__doc__)
    text = article()
    start = time.process_time()
    geobrief.analyze(text, published="2024-03-18")
    first = (time.process_time() - start) * 1000
    times: dict[str, list[float]] = defaultdict(list)
    registry = Registry.discover()
    split = geobrief.pipeline(registry=timed(registry, times))
    figures = [
        Figure("characters", len(text)),
        Figure("analyze", milliseconds(lambda: geobrief.analyze(text, published="2024-03-18")), "ms", limit=3),
        Figure("the first call", first, "ms"),
        Figure("parse", milliseconds(lambda: split.parse(text)), "ms"),
    ]
    milliseconds(lambda: split.analyze(text, published="2024-03-18"))
    figures += [Figure(name, median(spent[WARM_UP:]) * 1000, "ms") for name, spent in times.items()]
    plugins = ", ".join(plugin.name for plugin in registry.plugins)
    report(f"analyze ({plugins})", figures, as_json=options.json)


if __name__ == "__main__":
    main()
