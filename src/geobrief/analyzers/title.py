"""TITLE: the title that the caller gives, else the page's own, else one that stands at the head of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from geobrief._descriptors import Analyzer, Example, Resources, Rule, Run
from geobrief._document import Document
from geobrief._layer import Filled
from geobrief._span import Evidence, Finding, Span
from geobrief.analyzers.page_title import PageTitles, folded
from geobrief.parsers.headings import is_prose
from geobrief.vocabulary import BLOCKS, PAGE_METADATA, TITLE, Block, Title

__all__ = ["TITLE_FINDER"]

_RULES = (
    Rule(
        id="title/given",
        summary="The title that the caller gives is believed.",
        example=Example(text="Oil fell.", finds="Oil Falls Again", given={"title": "Oil Falls Again"}),
        source="the caller",
    ),
    Rule(
        id="title/page-heading",
        summary=(
            "A heading is the title if the page says so: it is its headline, og:title or <title>, or a part of one, "
            "set off by ' | ' and the like; or, of the first level, half of its long words are among theirs."
        ),
        example=Example(
            text="<title>Oil Falls Again | The Example</title><h1>Oil falls again</h1><p>Oil fell on Monday.",
            finds="Oil falls again",
        ),
        source="HTML Living Standard, 4.2.2; The Open Graph protocol, ogp.me; schema.org, headline",
    ),
    Rule(
        id="title/page",
        summary="The title that a page names outside its text, without the name of its site.",
        example=Example(text="<title>Oil Falls Again | The Example</title><p>Oil fell.", finds="Oil Falls Again"),
        source="HTML Living Standard, 4.2.2; The Open Graph protocol, ogp.me; schema.org, headline",
    ),
    Rule(
        id="title/first-level",
        summary="A heading of the first level above all prose is the title.",
        example=Example(text="# Oil Falls Again\n\nOil fell on Monday.", finds="Oil Falls Again"),
        source="CommonMark 0.31, section 4.2; the HTML Standard on the h1 element",
    ),
    Rule(
        id="title/head",
        summary=(
            "A heading of at least four words above all prose is the title if half of its long words, and at least "
            "two, come again where the prose begins."
        ),
        example=Example(
            text="Ministers Meet on Gas Prices\n\nBy Ann Lee\n\nThe ministers of nine countries met to talk of prices.",
            finds="Ministers Meet on Gas Prices",
        ),
        source=(
            "after Edmundson (1969), New methods in automatic extracting: a title names what the text is about; "
            "menus and buttons don't"
        ),
    ),
)

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5  # code points compared, so that "visits" meets "visit"
_BEGINNING = 2_000  # code points of prose in which the title's words are looked for
_LEAST_WORDS = 4
_LONGEST = 200  # code points


def title_of(text: str, blocks: Iterator[Span[Block]]) -> Finding[Title] | None:
    """The title that stands above the prose, None if there is none: most scraped texts have lost theirs."""
    candidates = []
    for block in blocks:
        if block.payload.kind == "heading" and block.end - block.start <= _LONGEST:
            if block.payload.level == 1:
                return _finding(text, block, "title/first-level")
            candidates.append(block)
        elif is_prose(text, block.start, block.end):
            prose = _stems(text[block.start : block.start + _BEGINNING])
            told = (block for block in candidates if _tells(text[block.start : block.end], prose))
            return next((_finding(text, block, "title/head") for block in told), None)
    return None


def page_title_of(doc: Document, titles: PageTitles) -> Finding[Title] | None:
    """The title that a page names, None if it names none; where a heading shows it, that is its first evidence."""
    heading = _page_heading(doc, titles)
    if heading is not None:
        found = _finding(doc.text, heading, "title/page-heading")
        said = _evidence(doc, titles, found.payload.text)
        return attrs.evolve(found, evidence=(*found.evidence, *said))
    for statement in titles.statements:
        title = titles.title(statement)
        return Finding(Title(title), "title/page", _evidence(doc, titles, title))
    return None


def _page_heading(doc: Document, titles: PageTitles) -> Span[Block] | None:
    """The heading that shows the page's title: of several the longest, of the first level if there is one."""
    stems = _stems(" ".join(statement.text for statement in titles.statements))
    shown: list[tuple[int, int, Span[Block]]] = []
    for block in doc[BLOCKS]:
        if block.payload.kind == "heading" and block.end - block.start <= _LONGEST:
            line = doc.slice(block)
            is_first = block.payload.level == 1
            if folded(line) in titles.runs:
                shown.append((2 if is_first else 0, len(line), block))
            elif is_first and _tells(line, stems):
                shown.append((1, 0, block))
    return max(shown, key=lambda heading: heading[:2])[2] if shown else None


def _evidence(doc: Document, titles: PageTitles, title: str) -> tuple[Evidence, ...]:
    """Where a page names this title."""
    runs = ((statement, statement.runs.get(folded(title))) for statement in titles.statements)
    return tuple(statement.evidence_of(run, doc.source_text) for statement, run in runs if run)


def _tells(line: str, prose: set[str]) -> bool:
    """Whether a line says what the prose is about."""
    stems = _stems(line)
    again = len(stems & prose)
    return len(line.split()) >= _LEAST_WORDS and again >= 2 and 2 * again >= len(stems)


def _stems(text: str) -> set[str]:
    return {word.lower()[:_STEM] for word in _LONG_WORD.findall(text)}


def _finding(text: str, block: Span[Block], rule: str) -> Finding[Title]:
    line = text[block.start : block.end]
    title = line.lstrip("#").lstrip() or line  # without what Markdown puts before it
    return Finding(Title(title), rule, (Evidence(block.end - len(title), block.end),))


def _prepare(registry: Resources, options: Mapping[str, Any]) -> Run:
    return _run


def _run(doc: Document) -> Iterator[Filled[Title]]:
    given = str(doc.metadata.get("title") or "")
    if given.strip():
        yield TITLE([Finding(Title(given), "title/given", (Evidence(0, len(given), "given:title"),))])
    else:
        titles = PageTitles.of(doc.get(PAGE_METADATA), str(doc.metadata.get("url") or ""))
        title = page_title_of(doc, titles) or title_of(doc.text, iter(doc[BLOCKS]))
        yield TITLE([title] if title else [])


TITLE_FINDER = Analyzer(
    name="title",
    provides=(TITLE,),
    requires=(BLOCKS,),
    optional=(PAGE_METADATA,),
    prepare=_prepare,
    rules=_RULES,
)
