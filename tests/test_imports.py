"""What `import geobrief` gives, and what it costs."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys

import geobrief
from geobrief import errors, vocabulary

PUBLIC = """
Analyzer Diagnostic Document DocumentLayer Evidence Example Exporter Failure Filled Finding GeobriefError Input Layer
OffsetMap Parsed Parser Pipeline Reader Ref Registry Rejected Resource Resources Rule Run Source Span SpanSet View
__version__ analyze
dumps hookimpl loads pipeline read
""".split()


def modules_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter has imported after a statement."""
    code = f"import json, sys; {statement}; print(json.dumps(sorted(sys.modules)))"
    return set(json.loads(subprocess.check_output([sys.executable, "-c", code], text=True)))


def test_the_exported_names_are_these() -> None:
    assert sorted(geobrief.__all__) == sorted(PUBLIC)


def test_every_exported_name_exists_and_is_documented() -> None:
    for module in (geobrief, errors, vocabulary):
        for name in module.__all__:
            value = getattr(module, name)
            if inspect.isclass(value) or inspect.isfunction(value):
                assert value.__doc__, f"{module.__name__}.{name}"


def test_every_error_derives_from_the_root() -> None:
    assert all(issubclass(getattr(errors, name), errors.GeobriefError) for name in errors.__all__)


def test_import_is_light() -> None:
    own = modules_after("import geobrief") - modules_after("pass")
    heavy = {"chardet", "click", "html", "hypothesis", "lxml", "msgspec", "numpy", "rich", "importlib.metadata"}
    assert not own & heavy
    assert not any(name.startswith(("geobrief_", "geobrief.cli", "geobrief.analyzers")) for name in own)
    assert len(own) < 120, sorted(own)


def test_plugins_are_loaded_on_first_use_only() -> None:
    loaded = modules_after("import geobrief; geobrief.pipeline(only=[])")
    assert "geobrief.analyzers" in loaded
    assert not any(name.startswith("geobrief_") for name in loaded)


def test_asked_for_the_version_the_module_answers_like_the_distribution() -> None:
    from importlib.metadata import version

    assert geobrief.__version__ == version("geobrief")
