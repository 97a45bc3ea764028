"""Every command that people and CI run: `nox` runs the checks, `nox -l` lists the sessions."""

from __future__ import annotations

import os
from pathlib import Path

import nox

nox.needs_version = ">=2026.2"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False  # a Python that isn't there is named and skipped

PYPROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
PLUGINS = sorted(path.parent for path in Path("plugins").glob("*/pyproject.toml"))
PYTEST = ["pytest", "-n", "2", "--dist", "loadfile"]
GROWTH = "linear or grows"  # what the names of tests say that measure time

# The Pythons of pyenv are found even if pyenv hasn't activated them; its shims then only fail.
PYENV = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], *map(str, sorted(PYENV.glob("versions/3.*/bin")))])

os.environ.setdefault("UV_PYTHON_DOWNLOADS", "never")
os.environ.setdefault("UV_SYSTEM_CERTS", "1")  # as pip does


def install(session: nox.Session, group: str) -> None:
    """Install a dependency group, and core and plugins so that they run from the clone."""
    editable = [argument for path in [Path(), *PLUGINS] for argument in ("--editable", f"./{path}")]
    groups = nox.project.dependency_groups(PYPROJECT, group)
    session.install("--quiet", "--constraint", "constraints.txt", *groups, *editable)


@nox.session(python="3.11")
def lint(session: nox.Session) -> None:
    """Style, formatting, and the direction of imports."""
    install(session, "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports", "--no-cache")


@nox.session(python="3.11")
def types(session: nox.Session) -> None:
    """Types: mypy over core and plugins, pyright over what users write."""
    install(session, "types")
    session.run("mypy", "src", *(str(path / "src") for path in PLUGINS), "tests/typing")
    session.run("pyright", "tests/typing")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests of core and plugins, on every Python; `nox -s tests-3.12 -- tests/test_span.py` runs some.

    On one Python the branches are counted, and properties tried with as many examples as they ask for.
    """
    install(session, "tests")
    thorough = ["--cov", "--cov-report=term-missing"] if session.python == "3.11" else ["--hypothesis-profile=quick"]
    arguments = session.posargs or [*thorough, "-m", "not integration", "-k", f"not ({GROWTH})"]
    session.run(*PYTEST, "--doctest-modules", *arguments)


@nox.session
def growth(session: nox.Session) -> None:
    """Time grows like the input: measured on one Python, untraced, and apart from the other tests."""
    install(session, "tests")
    session.run(*PYTEST, "-k", GROWTH, *session.posargs)


@nox.session(python="3.11")
def docs(session: nox.Session) -> None:
    """Every example in the docs and the README."""
    install(session, "tests")
    session.run(*PYTEST, "docs", "README.md", *session.posargs)


@nox.session(python="3.11")
def wheels(session: nox.Session) -> None:
    """Built wheels in bare environments, official plugins alone and together, and broken ones."""
    folder = Path(session.create_tmp()).resolve()
    groups = nox.project.dependency_groups(PYPROJECT, "tests", "workshop")
    session.install("--quiet", "--constraint", "constraints.txt", *groups)
    for path in [Path(), *PLUGINS]:
        session.run("python", "-m", "uv", "build", "--quiet", "--wheel", "--out-dir", str(folder), str(path))
    bare = {"GEOBRIEF_WHEELS": str(folder)}
    session.run(*PYTEST, "-m", "integration", "tests/integration", *session.posargs, env=bare)


@nox.session(python="3.11", default=False)
def bench(session: nox.Session) -> None:
    """Speed and weight, on a quiet core."""
    install(session, "tests")
    for path in sorted(Path("bench").glob("bench_*.py")):
        session.run("python", str(path), *session.posargs)


@nox.session(python="3.11", default=False)
def pages(session: nox.Session) -> None:
    """Real pages beside html5lib and lexbor: `nox -s pages -- PATH…`, folders of pages or JSONL with `html`.

    A path that ends in `.txt` is an article, which is put on a page.
    """
    install(session, "tests")
    articles = [str(Path(path).resolve()) for path in session.posargs if path.endswith(".txt")]
    if articles:
        session.run("pytest", "tests/test_html_articles.py", env={"GEOBRIEF_ARTICLES": os.pathsep.join(articles)})
    if paths := [path for path in session.posargs if not path.endswith(".txt")]:
        session.run("python", "tests/check_pages.py", *paths)


@nox.session(python="3.11", default=False)
def constraints(session: nox.Session) -> None:
    """Take the newest versions that fit into constraints.txt."""
    session.install("--quiet", *nox.project.dependency_groups(PYPROJECT, "workshop"))
    groups = [argument for group in PYPROJECT["dependency-groups"] for argument in ("--group", group)]
    sources = ["pyproject.toml", *(str(path / "pyproject.toml") for path in PLUGINS)]
    options = ["--universal", "--python-version", "3.11", "--upgrade", "--no-header", "--no-annotate"]
    bare = [argument for path in [Path(), *PLUGINS] for argument in ("--no-emit-package", path.name or "geobrief")]
    session.run(
        "uv", "pip", "compile", "--quiet", *options, *bare, *groups, "--output-file", "constraints.txt", *sources
    )
