"""What all tests share: examples in the docs run, and a need that isn't met skips a test, or fails it."""

from __future__ import annotations

import contextlib
import doctest
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parent
MATCHING = doctest.ELLIPSIS

settings.register_profile("geobrief", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("quick", settings.get_profile("geobrief"), max_examples=25)
settings.load_profile("geobrief")


@pytest.fixture
def require() -> Callable[[object, str], None]:
    """`require(met, reason)` skips a test that needs something that isn't Python, such as a locale.

    With `GEOBRIEF_REQUIRE_ALL=1`, as in CI, the test fails instead.
    """

    def require(met: object, reason: str) -> None:
        if not met:
            (pytest.fail if os.environ.get("GEOBRIEF_REQUIRE_ALL") == "1" else pytest.skip)(reason)

    return require


def run_console_block(example: Example) -> str | None:
    """Run each `$ command` of a console block, and compare what it prints, white space aside.

    `...` stands for anything, as in doctest. A block without `$` isn't run.
    """
    _, *commands = f"\n{example.parsed}".split("\n$ ")
    checker = doctest.OutputChecker()
    for command, _, want in (part.partition("\n") for part in commands):
        got = run_command(command)
        if not checker.check_output(f"{want.rstrip()}\n".lstrip("\n"), got, MATCHING | doctest.NORMALIZE_WHITESPACE):
            return f"$ {command}\n--- documented:\n{want}\n--- printed:\n{got}"
    return None


def run_command(command: str) -> str:
    """What a shell command prints, in a terminal 100 columns wide without colours."""
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        command,
        shell=True,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def enter_copy_of_docs(namespace: dict[str, Any]) -> None:
    """Examples run in a folder of their own, which holds a copy of `docs/` and takes what they write."""
    stack = namespace["_stack"] = contextlib.ExitStack()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    shutil.copytree(ROOT / "docs", folder / "docs")
    stack.enter_context(contextlib.chdir(folder))


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=MATCHING),
        CodeBlockParser("console", run_console_block),
        SkipParser(),
    ],
    patterns=["docs/**/*.md", "docs/*.md", "README.md"],
    setup=enter_copy_of_docs,
    teardown=lambda namespace: namespace["_stack"].close(),
).pytest()
