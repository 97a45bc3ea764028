"""The command: what it writes where, and how it ends."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import geobrief
from geobrief import Rejected
from geobrief.cli import main
from geobrief.cli.progress import watched
from geobrief.errors import InputError
from geobrief.export.table import Table

INSTALLED = Path(__file__).parent / "installed"

ARTICLE = """\
 date 2024-03-18 Oil fell in Georgia.

ADVERT

Crude oil will be sold at an upcoming fair. The first barrel leaves on 2024-06-01.
"""


@pytest.fixture(autouse=True)
def almanac(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin `almanac` is installed, and no other is looked at."""
    monkeypatch.syspath_prepend(INSTALLED)
    monkeypatch.setenv("PYTHONPATH", str(INSTALLED))
    monkeypatch.setenv("GEOBRIEF_PLUGINS", "almanac")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command runs in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def article(folder: Path) -> str:
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return "article.txt"


@pytest.fixture
def articles(folder: Path) -> str:
    """A folder of a dated and an undated article, and a binary file."""
    (folder / "articles").mkdir()
    (folder / "articles" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "articles" / "b.txt").write_text("Gas rose.", encoding="utf-8")
    (folder / "articles" / "c.png").write_bytes(b"\x89PNG\0\0")
    return "articles"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, arguments, input=stdin)


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "geobrief", *arguments], capture_output=True, timeout=60, **options)


def words(text: str) -> list[str]:
    """The lines of an output, each with single blanks."""
    return [" ".join(line.split()) for line in text.splitlines()]


# brief


def test_brief_shows_what_is_in_an_article(article: str) -> None:
    result = run("brief", article)
    assert (result.exit_code, result.stderr) == (0, "")
    assert words(result.stdout) == [
        "article.txt",
        "Title none in the text",
        "Published 2024-03-18 date «2024-03-18» 6–16 almanac/head",
        "Lead Oil fell in Georgia. 17–37",
        "Set aside timestamp «date 2024-03-18» 1–16",
        "Litter ad «ADVERT» 39–45",
        "Topics energy main 0.75 «Oil» ×2, «Crude» almanac/oil",
        "without evidence: security 0.01",
        "Dates now 2024-03-18 [2024-03-18, 2024-03-19) almanac/day 6–16",
        "date «2024-03-18»",
        "Dates ahead 2024-06-01 [2024-06-01, 2024-06-02) almanac/day 118–128",
        "The first barrel leaves on «2024-06-01».",
        "FUTURE_REF almanac/soon 76–84",
        "Crude oil will be sold at an «upcoming» fair.",
        "places GE «Georgia» 29–36",
        "Ahead 2024-06-01 The first barrel leaves on «2024-06-01». 118–128",
        "",
    ]


def test_brief_says_what_lies_ahead_without_a_date(article: str) -> None:
    shown = " ".join(words(run("brief", article, "--published", "2024-07-01").stdout))
    assert "Published 2024-07-01 «2024-07-01» given:published 0–10 almanac/given" in shown
    assert "Ahead no date Crude oil will be sold at an «upcoming» fair. 76–84; nothing dated after 2024-07-01" in shown


def test_brief_of_a_folder_ends_with_how_many_are_dated(articles: str) -> None:
    result = run("brief", articles)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-2:] == [
        "2 articles: 1 dated, 1 not dated, 1 rejected",
        "  not dated: articles/b.txt",
    ]
    assert result.stderr == (
        "geobrief: articles/c.png is binary, not text: if it is text, say so with media_type='text/plain'\n"
    )


def test_brief_of_one_article_has_no_summary_unless_it_is_in_a_folder(article: str, folder: Path) -> None:
    assert "1 article" not in run("brief", article).stdout
    assert run("brief", ".").stdout.splitlines()[-1] == "1 article: 1 dated, 0 not dated"


def test_brief_of_an_empty_file_says_so(folder: Path) -> None:
    (folder / "empty.txt").touch()
    result = run("brief", "empty.txt")
    assert result.exit_code == 0
    assert words(result.stdout) == [
        "empty.txt",
        "Title none in the text",
        "Published not known: the text doesn't say",
        "Text empty",
        "",
    ]


def test_brief_works_without_any_plugin(article: str) -> None:
    result = run("brief", article, "--only", "")
    assert result.exit_code == 0
    assert words(result.stdout) == [
        "article.txt",
        "Title none in the text",
        "Lead date 2024-03-18 Oil fell in Georgia. 1–37",
        "",
    ]


def test_brief_shows_failures_and_goes_on(folder: Path) -> None:
    (folder / "a.txt").write_text("BOOM in Georgia. Oil fell.", encoding="utf-8")
    result = run("brief", "a.txt")
    assert result.exit_code == 0
    assert "Failed places: ValueError: there is no such place" in words(result.stdout)
    assert "Topics energy main 0.75 «Oil» almanac/oil" in words(result.stdout)
    assert result.stderr.startswith("geobrief: warning: analyzer 'places' (plugin 'almanac' 1.0) failed on 1 document")
    assert result.stderr.count("\n") == 1


def test_escape_sequences_of_the_text_are_not_passed_on(folder: Path) -> None:
    (folder / "a.txt").write_text("Oil \x1b]0;title\x07 fell \x9b31m in \u202eGeorgia.", encoding="utf-8")
    for arguments in (["brief", "a.txt"], ["brief", "a.txt", "-o", "t.csv"], ["explain", "a.txt", "--at", "4"]):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", run(*arguments).output)
    assert "\x1b" not in (folder / "t.csv").read_text(encoding="utf-8")


# table


def test_table_has_a_row_for_each_article(articles: str, folder: Path) -> None:
    result = run("brief", articles, "-o", "table.csv")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["2 articles: 1 dated, 1 not dated, 1 rejected", "  not dated: articles/b.txt"]
    data = (folder / "table.csv").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == 4
    first, second, third = csv.DictReader(data.decode().splitlines())
    assert (first["id"], first["published"], first["ahead"]) == ("articles/a.txt", "2024-03-18", "2024-06-01")
    assert (second["published"], second["lead"]) == ("", "Gas rose.")
    assert "is binary" in third["error"]
    assert sorted(os.listdir(folder)) == ["articles", "table.csv"]


def test_table_in_the_folder_that_is_read_is_no_article(article: str, folder: Path) -> None:
    outputs = [run("brief", ".", "--output", "./table.csv") for _ in range(2)]
    assert [(result.exit_code, result.output) for result in outputs] == [(0, "1 article: 1 dated, 0 not dated\n")] * 2


def test_table_that_breaks_off_leaves_the_old_one_and_its_rows(
    articles: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "table.csv").write_text("old")
    show = Table.show

    def breaks(self: Table, brief: Any) -> None:
        show(self, brief)
        raise KeyboardInterrupt

    monkeypatch.setattr(Table, "show", breaks)
    result = run("brief", articles, "-o", "table.csv")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "geobrief: interrupted\n")
    assert (folder / "table.csv").read_text() == "old"
    assert "articles/a.txt" in (folder / ".table.csv.part").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            2,
            "geobrief: t.csv can't be written: No space left on device\n",
        ),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 1, ""),
    ],
)
def test_table_that_cannot_be_written(
    error: OSError, code: int, said: str, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Table, brief: Any) -> None:
        raise error

    monkeypatch.setattr(Table, "show", fails)
    result = run("brief", article, "-o", "t.csv")
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", said)


# analyze


def test_analyze_writes_a_document_a_line_and_nothing_else(articles: str) -> None:
    result = run("analyze", articles)
    assert result.exit_code == 1
    assert result.stdout.isascii()
    docs = [geobrief.loads(line) for line in result.stdout.splitlines()]
    assert [doc.id for doc in docs] == ["articles/a.txt", "articles/b.txt"]
    assert all({"published", "places"} <= set(doc.layers) for doc in docs)
    assert result.stderr.count("\n") == 1


def test_analyze_reads_stdin() -> None:
    result = run(
        "analyze",
        "-",
        "--published",
        "2024-03-18",
        "--title",
        "Oil",
        "--url",
        "https://example.org/",
        stdin="Oil fell.",
    )
    doc = geobrief.loads(result.stdout)
    assert doc.text == "Oil fell."
    assert dict(doc.metadata) == {"published": "2024-03-18", "title": "Oil", "url": "https://example.org/"}


def test_what_is_given_holds_for_rows_that_do_not_say_it(folder: Path) -> None:
    rows = [{"text": "Oil fell.", "published": "2024-03-11"}, {"text": "Gas rose."}]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = run("analyze", "rows.jsonl", "--published", "2024-03-18")
    docs = [geobrief.loads(line) for line in result.stdout.splitlines()]
    assert [doc.metadata["published"] for doc in docs] == ["2024-03-11", "2024-03-18"]


def test_row_that_is_rejected_is_named_once(folder: Path) -> None:
    (folder / "rows.jsonl").write_text(
        '{"text": "Oil fell."}\n{"title": "Gas"}\n{"text": "x", "published": "Monday"}', encoding="utf-8"
    )
    result = run("analyze", "rows.jsonl")
    assert (result.exit_code, result.stdout.count("\n")) == (1, 1)
    assert [re.findall("rows.jsonl, line .|rows.jsonl:.", line) for line in result.stderr.splitlines()] == [
        ["rows.jsonl, line 2"],
        ["rows.jsonl, line 3"],
    ]


def test_reader_that_breaks_off_is_named_and_the_rest_goes_on(article: str, folder: Path) -> None:
    (folder / "a.leaves").touch()
    result = run("analyze", "a.leaves", article)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a.leaves#1", article]
    assert result.exit_code == 1
    assert re.fullmatch(r"geobrief: reader 'leaves'.*a\.leaves.*the second leaf is torn.*\n", result.stderr)


def test_analyze_keeps_the_source_if_asked(article: str) -> None:
    assert "text" not in json.loads(run("analyze", article).stdout)["source"]
    assert json.loads(run("analyze", article, "--source").stdout)["source"]["text"] == ARTICLE


def test_plugins_are_chosen_by_lists_or_by_repeating(article: str) -> None:
    for arguments in (["--only", ""], ["--block", "almanac"], ["--block", " almanac,"]):
        doc = json.loads(run("analyze", article, *arguments).stdout)
        assert "published" not in doc["layers"]
    assert "published" in json.loads(run("analyze", article, "--only", "almanac", "--only", "almanac").stdout)["layers"]


def test_options_go_to_their_plugin(article: str) -> None:
    plain = json.loads(run("analyze", article).stdout)["layers"]["places"]["producer"]["options"]
    options = ["--option", "almanac.far=true", "--option", "almanac.name=old maps=new"]
    given = json.loads(run("analyze", article, *options).stdout)["layers"]["places"]["producer"]["options"]
    again = geobrief.pipeline(options={"almanac": {"far": True, "name": "old maps=new"}}).analyze(Path(article))
    assert plain is None
    assert given == json.loads(geobrief.dumps(again))["layers"]["places"]["producer"]["options"]


# plugins


def test_plugins_lists_offers_and_layers() -> None:
    shown = run("plugins").stdout.splitlines()
    assert shown[0] == "almanac: almanac 1.0"
    assert "  analyzer topics; provides topics, topic_evidence" in shown
    assert "  dates: from almanac/dates; read by nobody" in shown
    overview = json.loads(run("plugins", "--json").stdout)
    assert [plugin["name"] for plugin in overview["plugins"]] == ["almanac", "core"]
    assert "core/sentences" in overview["layers"]["blocks"]["read_by"]
    assert (overview["broken"], overview["skipped"], overview["conflict"]) == ([], [], None)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Install a distribution of one module, named like its entry point."""
    site = tmp_path / "site"
    monkeypatch.syspath_prepend(site)
    monkeypatch.delenv("GEOBRIEF_PLUGINS")

    def install(name: str, code: str) -> None:
        info = site / f"{name}-2.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 2.0\n")
        (info / "entry_points.txt").write_text(f"[geobrief]\n{name} = {name}\n")
        (site / f"{name}.py").write_text(code)
        allowed = os.environ.get("GEOBRIEF_PLUGINS", "almanac")
        monkeypatch.setenv("GEOBRIEF_PLUGINS", f"{allowed},{name}")

    return install


RIVAL = """
import almanac, geobrief
@geobrief.hookimpl
def geobrief_analyzers():
    yield geobrief.Analyzer(name="atlas", provides=(almanac.PLACES,), prepare=lambda registry, options: almanac.places)
"""
NEEDY = """
import attrs, geobrief
@attrs.frozen
class Nothing: ...
THERE, NOWHERE = geobrief.Layer("needy_there", Nothing), geobrief.Layer("needy_nowhere", Nothing)
@geobrief.hookimpl
def geobrief_analyzers():
    yield geobrief.Analyzer(name="needy", provides=(THERE,), requires=(NOWHERE,), prepare=lambda *_: None)
"""


def test_two_providers_stop_a_run_and_are_shown_as_data(install: Callable[[str, str], None], article: str) -> None:
    install("rival_places", RIVAL)
    result = run("brief", article)
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(r"geobrief: .*both provide layer 'places'.*block=.*\n", result.stderr)
    shown = run("plugins")
    assert shown.exit_code == 0
    assert "conflict: " in shown.stdout
    assert "  places: from almanac/places, rival_places/atlas; read by nobody" in shown.stdout.splitlines()
    assert "both provide" in json.loads(run("plugins", "--json").stdout)["conflict"]


def test_broken_and_skipped_are_said_and_shown_and_can_be_required(
    install: Callable[[str, str], None], article: str
) -> None:
    install("broken_at_import", "raise RuntimeError('no\\nlicence')")
    install("needy_of_layers", NEEDY)
    result = run("analyze", article)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["failures"] == []
    first, second = result.stderr.splitlines()
    assert first.startswith("geobrief: warning: plugin 'broken_at_import' (broken_at_import 2.0) is broken")
    assert second.startswith("geobrief: warning: analyzer 'needy' (plugin 'needy_of_layers' 2.0) is skipped")
    shown = run("plugins").stdout
    assert "broken: broken_at_import: broken_at_import 2.0: importing it raised RuntimeError: no licence" in shown
    assert "skipped: analyzer needy of needy_of_layers 2.0: " in shown
    for name in "broken_at_import", "needy_of_layers":
        for command in ["brief", article], ["analyze", article], ["plugins"]:
            refused = run(*command, "--require", f"almanac,{name}")
            assert (refused.exit_code, refused.stdout) == (2, ""), command
            assert refused.stderr.startswith("geobrief: required ")
            assert refused.stderr.count("\n") == 1


# rule


def test_rule_prints_its_entry() -> None:
    assert run("rule", "almanac/day").stdout.splitlines() == [
        "almanac/day",
        "  A day in ISO 8601.",
        "  Example  It is due on 2024-03-18.  (published 2024-03-01)",
        "  Finds    2024-03-18",
        "  Source   ISO 8601",
        "  From     dates of plugin almanac (almanac 1.0)",
    ]
    entry = json.loads(run("rule", "almanac/day", "--json").stdout)
    assert entry["example"] == {
        "text": "It is due on 2024-03-18.",
        "finds": "2024-03-18",
        "given": {"published": "2024-03-01"},
    }


def test_rule_alone_lists_all() -> None:
    lines = run("rule").stdout.splitlines()
    assert [line for line in lines if line.split() == ["almanac/day", *"A day in ISO 8601.".split()]]
    assert len(lines) == len(json.loads(run("rule", "--json").stdout)) > 1


def test_rule_that_is_misspelt_is_told_its_nearest_names() -> None:
    result = run("rule", "almanac/dya")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "almanac/day" in result.stderr
    assert result.stderr.count("\n") == 1


# explain


def test_explain_names_every_finding_on_a_place(article: str) -> None:
    explained = json.loads(run("explain", article, "--at", "7", "--json").stdout)
    found = {each["layer"]: each for each in explained["findings"]}
    assert explained["character"] == ARTICLE[7]
    assert (
        run("explain", article, "--at", "7").stdout.splitlines()[1]
        == "  date 2»0«24-03-18 Oil fell in Georgia. ADVERT…"
    )
    assert explained["source"] == [7, 8]
    assert {"blocks", "sentences", "boilerplate", "dates", "published"} == set(found)
    for each in found.values():
        assert each["text"] == ARTICLE[each["start"] : each["end"]]
        assert each["start"] <= 7 < each["end"]
    assert found["dates"]["summary"] == "A day in ISO 8601."
    assert found["dates"]["producer"]["analyzer"] == "dates"
    assert found["published"]["payload"]["date"] == "2024-03-18"


def test_explain_shows_evidence_with_its_weight(article: str) -> None:
    shown = run("explain", article, "--at", str(ARTICLE.index("Oil"))).stdout
    assert "topics  17–20  «Oil»\n" in shown
    assert "  weight    1\n" in shown
    assert "  rule      almanac/oil: not in the catalogue\n" in shown
    assert "  by        topics of plugin almanac 1.0\n" in shown


def test_explain_of_a_place_without_findings_says_so(article: str) -> None:
    assert "nothing was found here" in run("explain", article, "--at", "0").stdout


def test_explain_takes_one_article_and_a_place_in_it(article: str, articles: str, tmp_path: Path) -> None:
    (empty := tmp_path / "empty.csv").write_text("title,text\n", "utf-8")
    for arguments in (
        [article, "--at", str(len(ARTICLE))],
        [article, "--at", "-1"],
        [article],
        [articles, "--at", "0"],
        [str(empty), "--at", "0"],
    ):
        result = run("explain", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.count("\n") == 1


# progress


@pytest.mark.parametrize("apart", [False, True])
def test_progress_counts_what_is_done_while_patience_is_out(apart: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("geobrief.cli.progress._PATIENCE", 0.05)
    monkeypatch.setenv("TERM", "xterm")
    articles = [Rejected(name, InputError("")) for name in ("one", "two\x1b[2J")]

    def slow() -> Iterator[Rejected]:
        for item in articles:
            time.sleep(0.3)
            yield item

    shown = []
    for item in watched(slow(), apart=apart):
        assert item in articles
        shown.append(terminal.getvalue())
        time.sleep(0.3)
    assert all("0 articles done" in text for text in shown)
    assert "1 articles done" in shown[1]
    assert "one" in shown[1]
    assert "\x1b[2J" not in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")  # erased
    end = len(terminal.getvalue())
    time.sleep(0.2)
    assert len(terminal.getvalue()) == end


# faults


@pytest.mark.parametrize("command", ["brief", "analyze", "explain --at 0"])
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.txt"], "missing.txt: there is no such file or folder"),
        (["nothing"], "nothing is a folder without articles"),
        (["binary"], "binary is binary, not text"),
        (["article.txt", "--media-type", "image/png"], "no parser reads media type 'image/png'"),
        (["article.txt", "--published", "yesterday"], "published='yesterday' is not a date"),
        (["article.txt", "--only", "almanack"], "almanac"),
        (["article.txt", "--block", "almanack"], "almanac"),
        (["article.txt", "--require", "almanack"], "almanac"),
        (["article.txt", "--option", "far=true"], "isn't NAME.KEY=VALUE"),
        (["article.txt", "--option", "atlas.far=true"], "'atlas'"),
        (["article.txt", "--option", "almanac.far=NaN"], "must be JSON"),
        (["article.txt", "--no-such-option"], "No such option"),
        (["nul\0.txt"], r"nul\x00.txt"),
    ],
)
def test_fault_is_one_line_on_stderr_and_exit_code_2(
    command: str, arguments: list[str], said: str, article: str, folder: Path
) -> None:
    (folder / "nothing").mkdir()
    (folder / "binary").write_bytes(b"a\0b")
    result = run(*command.split(), *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert re.fullmatch(r"geobrief: .*\n", result.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ["brief"],
        ["brief", "article.txt", "-o", "table.html"],
        ["brief", "article.txt", "-o", "no/such/folder/table.csv"],
        ["breif", "article.txt"],
        ["--no-such-option"],
        ["explain", "article.txt", "--at", "x"],
    ],
)
def test_misuse_is_one_line_on_stderr_and_exit_code_2(arguments: list[str], article: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(r"geobrief: .*\n", result.stderr)


def test_a_missing_file_stops_before_the_first_article(article: str) -> None:
    result = run("analyze", article, "missing.txt")
    assert (result.exit_code, result.stdout) == (2, "")


def test_interrupted_run_ends_with_130(article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("geobrief.export.facts.brief_of", interrupted)
    result = run("brief", article)
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "geobrief: interrupted\n")


# help


@pytest.mark.parametrize("command", [[], ["brief"], ["analyze"], ["explain"], ["rule"], ["plugins"]])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_has_examples(command: list[str], flag: str) -> None:
    result = run(*command, flag)
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_version() -> None:
    assert run("--version").stdout == f"geobrief {geobrief.__version__}\n"


def test_help_alone_is_shown_without_a_command() -> None:
    result = run()
    assert result.exit_code == 2
    assert "Commands:" in result.output


# processes


def test_module_is_the_command() -> None:
    assert process("--version").stdout.decode().strip() == f"geobrief {geobrief.__version__}"


def test_help_imports_neither_rich_nor_plugins() -> None:
    code = """
import sys
from geobrief import Rejected
from geobrief.cli import main
from geobrief.cli.progress import watched
from geobrief.errors import InputError
try:
    main(["--help"])
except SystemExit:
    print([name for name in sys.modules if name.partition(".")[0] in ("rich", "almanac", "chardet")])
"""
    assert subprocess.check_output([sys.executable, "-c", code], text=True).splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", ["brief", "analyze", "rule"])
@pytest.mark.parametrize("articles", [1, 400])
def test_closed_pipe_is_silent(command: str, articles: int, folder: Path) -> None:
    (folder / "rows.jsonl").write_text('{"text": "Oil fell."}\n' * articles, encoding="utf-8")
    arguments = [] if command == "rule" else ["rows.jsonl"]
    pipe = subprocess.Popen(
        [sys.executable, "-m", "geobrief", command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert pipe.stdout is not None
    assert pipe.stderr is not None
    pipe.stdout.close()
    assert pipe.stderr.read() == b""
    pipe.stderr.close()
    assert pipe.wait(60) == 1


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}]
)
@pytest.mark.parametrize("command", ["brief", "analyze", "explain --at 0"])
def test_any_text_in_any_locale(command: str, environment: dict[str, str], folder: Path) -> None:
    rows = [{"text": "Öl \ud83d fällt 石油 \0 \x1b[2J 😀."}]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = process(*command.split(), "rows.jsonl", env={**os.environ, **environment})
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout
    assert b"\xed" not in done.stdout


def test_name_of_a_file_that_is_no_utf8(folder: Path) -> None:
    Path(os.fsdecode(b"\xff.txt")).write_text("Oil fell.")
    for command in "brief", "analyze":
        done = process(command, os.fsdecode(b"\xff.txt"))
        assert (done.returncode, done.stderr) == (0, b"")
        assert rb"\udcff.txt" in done.stdout


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, require: Callable[[object, str], None]) -> Callable[..., bytes]:
    """Run the command at a terminal: what it shows there."""
    script = shutil.which("script")
    require(script, "script(1) makes a terminal")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    def run(*arguments: str, redirected: str = "", **variables: str) -> bytes:
        command = f"{shlex.join([sys.executable, '-m', 'geobrief', *arguments])} {redirected}"
        environment = {**os.environ, **variables}
        return subprocess.run(
            [str(script), "-qec", command, os.devnull], stdout=subprocess.PIPE, env=environment, timeout=60
        ).stdout

    return run


def test_no_colour_without_a_terminal_or_with_no_color(article: str, terminal: Callable[..., bytes]) -> None:
    colour = re.compile(rb"\x1b\[[0-9;]*3[0-9]")
    assert colour.search(terminal("brief", article))
    assert not colour.search(terminal("brief", article, NO_COLOR="1"))
    assert b"\x1b" not in process("brief", article).stdout


def test_progress_is_shown_to_who_waits_at_a_terminal(folder: Path, terminal: Callable[..., bytes]) -> None:
    (folder / "rows.jsonl").write_text('{"text": "SLOW"}\n' * 5 + '{"text": "BOOM"}\n', encoding="utf-8")
    shown = terminal("analyze", "rows.jsonl", redirected="> documents.jsonl")
    assert b"articles done" in shown
    assert b"rows.jsonl:" in shown
    assert b"failed on 1 document" in shown
    assert len((folder / "documents.jsonl").read_text().splitlines()) == 6
    assert b"articles done" not in terminal("analyze", "rows.jsonl", "--only", "", redirected="> documents.jsonl")


def test_progress_goes_out_of_the_way_of_results(folder: Path, terminal: Callable[..., bytes]) -> None:
    (folder / "rows.jsonl").write_text('{"text": "Oil."}\n{"text": "SLOW SLOW SLOW SLOW"}\n', encoding="utf-8")
    before, shown, after = re.split(rb"(\d articles done)", terminal("brief", "rows.jsonl"), maxsplit=1)
    assert b"rows.jsonl:1" in before
    assert shown == b"1 articles done"
    *_, last = after.split(b"\x1b[2K")  # the line is erased
    assert b"SLOW SLOW" in last
    assert b"articles done" not in last


def test_each_document_is_written_when_it_is_done() -> None:
    """What was done before a crash isn't lost: a document comes out although stdin, the next input, stays open."""
    # A folder of one file, then stdin, which never ends.
    reading, writing = os.pipe()
    running = subprocess.Popen(
        [sys.executable, "-m", "geobrief", "analyze", str(INSTALLED / "almanac.py"), "-"],
        stdin=reading,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.close(reading)
    try:
        assert running.stdout is not None
        assert json.loads(running.stdout.readline())["geobrief"] == 1
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
        assert running.stderr is not None
        assert running.stderr.read() == b"geobrief: interrupted\n"
    finally:
        os.close(writing)
        running.kill()
        running.communicate()
