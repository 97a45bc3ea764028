"""The weight of `import geobrief`, beside that of the libraries that it can't do without.

Fresh interpreters import the one and the other in turn; figures are medians, the ratio too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median

from report import Figure, arguments, report

RUNS = 25
PEERS = "attrs, pluggy, regex"
UNWANTED = {
    *("click", "rich", "hypothesis", "pytest", "numpy", "scipy", "sklearn", "ahocorasick", "importlib.metadata"),
    *("html.parser", "lxml", "bs4", "html5lib", "html5_parser", "selectolax", "justhtml", "turbohtml", "resiliparse"),
}
PROBE = """
import sys, time
before, start = set(sys.modules), time.perf_counter()
import {names}
elapsed = time.perf_counter() - start
import json
print(json.dumps([elapsed, sorted(set(sys.modules) - before)]))
"""


def imported(names: str) -> tuple[float, set[str]]:
    """Milliseconds, and the modules that a fresh interpreter loads for `import names`."""
    printed = subprocess.run([sys.executable, "-c", PROBE.format(names=names)], check=True, capture_output=True).stdout
    elapsed, modules = json.loads(printed)
    return elapsed * 1000, set(modules)


def main() -> None:
    options = arguments(__doc__)
    imported(PEERS), imported("geobrief")  # compiles and fills the file system's cache
    peers, ours = [], []
    for _ in range(RUNS):
        peers.append(imported(PEERS)[0])
        elapsed, modules = imported("geobrief")
        ours.append(elapsed)
    figures = [
        Figure("import geobrief", median(ours), "ms"),
        Figure(f"import {PEERS}", median(peers), "ms"),
        Figure("ratio of the medians", median(ours) / median(peers), limit=2),
        Figure("ratio of the best", min(ours) / min(peers)),
        Figure("modules beyond the interpreter's own", len(modules), limit=120),
        Figure(f"unwanted modules{': ' if modules & UNWANTED else ''}{', '.join(sorted(modules & UNWANTED))}",
               len(modules & UNWANTED), limit=0),
    ]  # fmt: skip
    report("import", figures, as_json=options.json)


if __name__ == "__main__":
    main()
