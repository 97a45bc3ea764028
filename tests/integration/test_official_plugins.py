"""Core and each official plugin, from built wheels: what they import, they say that they need."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.integration

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PLUGINS = {
    "geobrief-boilerplate": ["boilerplate"],
    "geobrief-dates": ["dates", "published"],
    "geobrief-topics": ["topics", "topic_evidence"],
}
"""The official plugins, and layers that each provides."""

IMPORT_ALL = """
import importlib, pkgutil, {package}
for module in pkgutil.walk_packages({package}.__path__, "{package}."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""

Environments = Callable[..., Any]


@pytest.mark.parametrize(
    "plugins", [(), *((plugin,) for plugin in PLUGINS)], ids=lambda names: names[0] if names else "core"
)
def test_alone_it_works_with_what_it_says_it_needs(environment: Environments, plugins: tuple[str, ...]) -> None:
    alone = environment(*plugins)
    for package in ("geobrief", *(plugin.replace("-", "_") for plugin in plugins)):
        imported = alone.run("-W", "error", "-c", IMPORT_ALL.format(package=package))
        assert (imported.returncode, imported.stderr) == (0, "")

    listed = json.loads(alone.geobrief("plugins", "--json").stdout)
    assert {plugin["distribution"] for plugin in listed["plugins"]} == {"geobrief", *plugins}
    assert [listed["broken"], listed["skipped"], listed["conflict"]] == [[], [], None]

    done = alone.geobrief("analyze", str(EXAMPLES))
    assert (done.returncode, done.stderr) == (0, "")
    layers = {layer for plugin in plugins for layer in PLUGINS[plugin]}
    for line in done.stdout.splitlines():
        document = json.loads(line)
        assert document["failures"] == []
        assert layers | {"blocks", "language", "sentences", "title"} <= {*document["layers"]}


def test_all_of_them_together_brief_the_examples(environment: Environments) -> None:
    done = environment(*PLUGINS).geobrief("brief", str(EXAMPLES))
    assert (done.returncode, done.stderr) == (0, "")
    count = len([*EXAMPLES.glob("*.txt")])
    assert f"{count} articles: " in done.stdout
    for word in ("Published", "Lead", "Litter", "Topics", "Dates"):
        assert word in done.stdout
