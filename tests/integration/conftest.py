"""A bare environment with core in it, and small distributions, most of them broken, to install beside it."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

ROOT = Path(__file__).parents[2]
DISTRIBUTIONS = Path(__file__).parent / "distributions"

collect_ignore = ["distributions"]  # most of them can't be imported

VERSION = "0.3"
ENTRY_POINTS = {
    "a_class": "a-class = geobrief_a_class:Plugin",
    "impostor": "core = geobrief_impostor",
    "no_such_attribute": "no-such-attribute = geobrief_no_such_attribute:plugin",
    "twin_one": "twin = geobrief_twin_one",
    "twin_two": "twin = geobrief_twin_two",
}
"""The entry points that aren't simply the distribution's name, and its module."""


LIBRARY = """
import json
from geobrief import GeobriefError, Registry, analyze, pipeline

def value(line):
    try:
        return eval(line)
    except GeobriefError as error:
        return [type(error).__name__, str(error)]

print(json.dumps([value(line) for line in {lines}], default=str))
"""
"""A program that uses the library as anyone does, and says what came of it."""


@attrs.frozen
class Environment:
    """A bare Python with core in it, and the folders of what is installed beside it."""

    python: Path
    folder: Path
    installed: tuple[Path, ...] = ()

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the environment, in a folder of its own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GEOBRIEF"))}
        path = os.pathsep.join(map(str, self.installed))
        return subprocess.run(
            [str(self.python), *arguments],
            cwd=self.folder,
            env={**kept, "PYTHONPATH": path, "PYTHONUTF8": "1", "COLUMNS": "200", "NO_COLOR": "1", **variables},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    def geobrief(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line."""
        return self.run("-m", "geobrief", *arguments)

    def library(self, code: str) -> Any:
        """The values of some expressions, one a line; of one that raises, the error's class and message."""
        program = LIBRARY.format(lines=[line.strip() for line in code.strip().splitlines()])
        done = self.run("-c", program)
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)


UV = importlib.util.find_spec("uv") is not None
OLDEST = ["--resolution", "lowest"] if UV else []
"""With uv, the oldest versions that core and plugins say they can do with; pip takes the newest."""


def install(python: object, *arguments: object) -> None:
    """Install for a Python with uv, or with pip where there is no uv."""
    command = ["uv", "pip", "install", "--python", python] if UV else ["pip", "--python", python, "install"]
    subprocess.run([sys.executable, "-m", *map(str, command), "--quiet", *map(str, arguments)], check=True, timeout=300)


def write_wheel(folder: Path, name: str, source: str, entry_point: str) -> Path:
    """Write the wheel of a distribution with one module (the binary distribution format of packaging.python.org)."""
    module, stem = f"geobrief_{name}", f"geobrief_{name}-{VERSION}"
    files = {
        f"{module}.py": source,
        f"{stem}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: geobrief-{dashed(name)}\nVersion: {VERSION}\n",
        f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{stem}.dist-info/entry_points.txt": f"[geobrief]\n{entry_point}\n",
    }
    record = f"{stem}.dist-info/RECORD"
    files[record] = "".join([*(recorded(path, text) for path, text in files.items()), f"{record},,\n"])
    wheel = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return wheel


def recorded(path: str, text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    return f"{path},sha256={digest},{len(text.encode())}\n"


def dashed(name: str) -> str:
    return name.replace("_", "-")


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The wheels of core and the official plugins, by distribution: those of `GEOBRIEF_WHEELS`, or built here."""
    if "GEOBRIEF_WHEELS" in os.environ:
        folder = Path(os.environ["GEOBRIEF_WHEELS"])
    else:
        folder = tmp_path_factory.mktemp("wheels")
        for project in [ROOT, *sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))]:
            build(project, folder)
    return {dashed(wheel.name.partition("-")[0]): wheel for wheel in sorted(folder.glob("*.whl"))}


def build(project: Path, folder: Path) -> None:
    if UV:
        command = ["uv", "build", "--quiet", "--wheel", "--out-dir", str(folder), str(project)]
    else:
        command = ["pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(project)]
    subprocess.run([sys.executable, "-m", *command], check=True, timeout=300)


@pytest.fixture(scope="session")
def environment(wheels: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Environment]:
    """`environment(plugins…)` is one that holds core, those official plugins, and what they say they need."""

    @cache
    def environment(*plugins: str) -> Environment:
        folder = tmp_path_factory.mktemp("environment")
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True, timeout=60)
        python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        install(python, *OLDEST, wheels["geobrief"], *(wheels[plugin] for plugin in plugins))
        return Environment(python, folder)

    return environment


@pytest.fixture(scope="session")
def distribution(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """`distribution(name)` is the folder in which one of the small distributions is installed."""
    folder = tmp_path_factory.mktemp("distributions")

    def distribution(name: str) -> Path:
        target = folder / name
        if not target.exists():
            entry_point = ENTRY_POINTS.get(name, f"{dashed(name)} = geobrief_{name}")
            wheel = write_wheel(folder, name, (DISTRIBUTIONS / f"{name}.py").read_text("utf-8"), entry_point)
            install(sys.executable, "--no-deps", "--target", target, wheel)
        return target

    return distribution


@pytest.fixture
def beside_core(
    environment: Callable[..., Environment], distribution: Callable[[str], Path], tmp_path: Path
) -> Callable[..., Environment]:
    """`beside_core(names…)` is an environment with core and those of the small distributions."""

    def beside_core(*names: str) -> Environment:
        return attrs.evolve(environment(), folder=tmp_path, installed=tuple(map(distribution, names)))

    return beside_core
