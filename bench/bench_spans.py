"""A hundred thousand disjoint spans: made, put into a set, each asked for its neighbours, and pickled.

And once more with a span that covers the document, which makes plain bisection quadratic.
"""

from __future__ import annotations

import pickle
import time

from report import Figure, arguments, report

from geobrief import Span, SpanSet
from geobrief.vocabulary import Sentence

COUNT = 100_000
LENGTH = 10


def measured(*, covered: bool) -> list[Figure]:
    """Seconds for each step, and for all."""
    payload = Sentence()
    clock = [time.process_time()]
    spans = [Span(start, start + LENGTH - 1, payload, "bench/span") for start in range(0, COUNT * LENGTH, LENGTH)]
    if covered:
        spans.append(Span(0, COUNT * LENGTH, payload, "bench/all"))
    clock.append(time.process_time())
    made = SpanSet(spans)
    clock.append(time.process_time())
    found = sum(len(made.overlapping(span.start, span.end)) for span in spans[:COUNT])
    clock.append(time.process_time())
    found += sum(len(made.covering(span.start, span.end)) for span in spans[:COUNT])
    clock.append(time.process_time())
    pickled = pickle.dumps(made)
    clock.append(time.process_time())
    assert found == COUNT * (4 if covered else 2)
    name = "with one that covers all" if covered else "disjoint"
    steps = ("made", "set", "overlapping", "covering", "pickled")
    figures = [
        Figure(f"{name}: {step}", after - before, "s")
        for step, before, after in zip(steps, clock, clock[1:], strict=False)
    ]
    return [
        *figures,
        Figure(f"{name}: together", clock[-1] - clock[0], "s", limit=3),
        Figure(f"{name}: pickled size of a span", len(pickled) / COUNT, "B"),
    ]


def main() -> None:
    options = arguments(__doc__)
    figures = [*measured(covered=False), *measured(covered=True)]
    report(f"{COUNT:,} spans", figures, as_json=options.json)


if __name__ == "__main__":
    main()
