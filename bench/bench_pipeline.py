"""What the pipeline itself costs: analyzers that find nothing, over a thousand short documents."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs
from report import Figure, arguments, report

import geobrief
from geobrief import Analyzer, Document, Filled, Layer, Registry
from geobrief.vocabulary import BLOCKS

ANALYZERS = 20
DOCUMENTS = 1_000
ROUNDS = 5


@attrs.frozen
class Nothing:
    """What is never found."""


class NoOps:
    """A plugin of analyzers that find nothing; each reads the blocks, as most do."""

    @geobrief.hookimpl
    def geobrief_analyzers(self) -> Iterator[Analyzer]:
        for number in range(ANALYZERS):
            key = Layer(f"nothing-{number}", Nothing)
            yield Analyzer(name=f"no-op-{number}", provides=(key,), requires=(BLOCKS,), prepare=preparing(key))


def preparing(key: Layer[Nothing]) -> Callable[..., Callable[[Document], Iterable[Filled[Nothing]]]]:
    return lambda registry, options: lambda doc: (key(()),)


def seconds(registry: Registry) -> float:
    """The best time that a thousand documents take."""
    pipeline = geobrief.pipeline(registry=registry)
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(DOCUMENTS):
            pipeline.analyze("Oil fell on Monday. Gas rose.")
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    options = arguments(__doc__)
    core: Any = Registry.discover(only=[])
    without, with_them = seconds(core), seconds(core.adding("no-ops", NoOps()))
    figures = [
        Figure("a document with core's analyzers alone", without / DOCUMENTS * 1e6, "µs"),
        Figure("each analyzer and document more", (with_them - without) / DOCUMENTS / ANALYZERS * 1e6, "µs", limit=15),
    ]
    report("pipeline overhead", figures, as_json=options.json)


if __name__ == "__main__":
    main()
