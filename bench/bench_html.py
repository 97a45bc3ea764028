"""The HTML parser on a page of 150 KB, with offsets, blocks, features and metadata, beside bare parsers.

The page is made of the documentation's examples, with the menus, scripts and lists of a news site around
them; with `--data`, the parsers also read the pages of the development data. The others give the text
that they have, without places; those that aren't installed are left out. Times are the processor's.
"""

from __future__ import annotations

import gzip
import html
import importlib.util
import itertools
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from report import Figure, arguments, report

import geobrief

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"
CHARACTERS = 150_000
PAGES = "boilerplate/html_wcxb_dev.jsonl.gz"
RUNS = 9
PIPELINE = geobrief.pipeline(only=[])


def by_geobrief(page: str) -> object:
    return PIPELINE.parse(page, media_type="text/html")


def by_selectolax(page: str) -> object:
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(page).root
    return root and root.text()


def by_lxml(page: str) -> object:
    from lxml import html as lxml

    return lxml.document_fromstring(page.encode()).text_content()


def by_justhtml(page: str) -> object:
    from justhtml import JustHTML

    return JustHTML(page).to_text()


PARSERS: dict[str, Callable[[str], object]] = {
    "geobrief": by_geobrief,
    "selectolax": by_selectolax,
    "lxml": by_lxml,
    "justhtml": by_justhtml,
}


def news_page(characters: int) -> str:
    """A page of about that length: a third of it script and style, and half of the rest links."""
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    links = "".join(
        f'<li class="menu-item menu-item-{number}"><a class="menu-link" href="/section/{number}?from=menu&amp;at=2">'
        f"<span>Section {number}</span></a></li>\n"
        for number in range(40)
    )
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Oil falls again</title>\n'
        + "".join(f'<meta property="og:x{number}" content="A value of the page">\n' for number in range(30))
        + '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Oil falls again"}</script>\n'
        + "".join(f"<script>window.x = '{'0123456789' * 400}';</script>\n" for _ in range(10))
        + f'</head>\n<body class="single">\n<nav id="menu"><ul class="menu">{links}</ul></nav>\n<main>\n'
    )
    parts = [head]
    length = len(head)
    for number in itertools.count():
        if length >= characters:
            break
        paragraphs = "".join(
            f'<p class="story-text">{html.escape(line)} <a href="/more/{number}">More</a></p>\n'
            for line in texts[number % len(texts)].split("\n\n")
        )
        related = f'<aside class="related related-{number}"><h3>Related</h3><ul>{links}</ul></aside>\n'
        parts.append(f'<article id="post-{number}"><div class="story">{paragraphs}</div>{related}</article>\n')
        length += len(parts[-1])
    return "".join([*parts, "</main>\n<footer><p>© 2024</p></footer></body></html>"])


def milliseconds(action: Callable[[str], object], page: str) -> float:
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        action(page)
        times.append(time.process_time() - start)
    return median(times) * 1000


def seconds(page: str) -> float:
    start = time.process_time()
    by_geobrief(page)
    return time.process_time() - start


def side_by_side(name: str, pages: list[str], limit: float | None) -> Iterator[Figure]:
    """What each parser takes for 150,000 characters of the pages, and how often geobrief's is selectolax's."""
    share = CHARACTERS / sum(map(len, pages))
    times = {
        parser: share * sum(milliseconds(run, page) for page in pages)
        for parser, run in PARSERS.items()
        if parser == "geobrief" or importlib.util.find_spec(parser)
    }
    for parser, spent in times.items():
        yield Figure(f"{name}: {parser}", spent, "ms", limit=limit if parser == "geobrief" else None)
    if "selectolax" in times:
        yield Figure(f"{name}: geobrief / selectolax", times["geobrief"] / times["selectolax"], limit=4)


def main() -> None:
    options = arguments(__doc__)
    page = news_page(CHARACTERS)
    figures = [Figure("characters", len(page)), *side_by_side("150,000 characters", [page], 6)]
    if options.data:
        with gzip.open(options.data / PAGES, "rt", encoding="utf-8") as rows:
            real = [json.loads(row)["html"] for row in rows][::8]
        figures += side_by_side(f"150,000 characters of {len(real)} real pages", real, 6)
    figures += [
        Figure("100,000 nested elements", seconds("<div>" * 100_000 + "deepest"), "s", limit=1),
        Figure("50 MB", seconds(news_page(50_000_000)), "s", limit=10),
    ]
    report("HTML", figures, as_json=options.json)


if __name__ == "__main__":
    main()
