"""Checks the HTML parser on real pages: `python tests/check_pages.py PATH…`, each a folder or a JSONL file (`.gz`).

Files of a folder are pages; rows of JSONL have one in `html`. The text that is shown must be what html5lib and
lexbor show, white space aside, and the source of each character must un-escape to it.
"""

from __future__ import annotations

import gzip
import html
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from peers import by_html5lib, by_lexbor, solid

import geobrief
from geobrief import Document

PIPELINE = geobrief.pipeline(only=[])


def pages(path: Path) -> Iterator[tuple[str, str]]:
    """The name and the source of each page."""
    if path.is_dir():
        for file in sorted(path.rglob("*.htm*")):
            yield str(file), PIPELINE.parse(file, media_type="text/html").source_text
        return
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            yield str(row.get("id") or f"{path}:{number}"), row["html"]


def strays(doc: Document) -> int:
    """How many characters have a source that doesn't un-escape to them."""
    source = doc.source_text
    places = ((doc.source_range(at, at + 1), char) for at, char in enumerate(doc.text) if not char.isspace())
    return sum(source[start:end] != char and html.unescape(source[start:end]) != char for (start, end), char in places)


def main(paths: list[str]) -> int:
    count = characters = wrong = 0
    for name, page in (page for path in paths for page in pages(Path(path))):
        doc = PIPELINE.parse(page, media_type="text/html")
        shown = solid(doc.text)
        count, characters = count + 1, characters + len(shown)
        peers = {"html5lib": by_html5lib(page), "lexbor": by_lexbor(page)}
        faults = [f"{peer} shows another text ({len(text)})" for peer, text in peers.items() if text != shown]
        if misplaced := strays(doc):
            faults.append(f"{misplaced} characters have another source")
        if faults:
            wrong += 1
            sys.stdout.write(f"{name}: {len(shown)} characters; {'; '.join(faults)}\n")
    sys.stdout.write(f"{count} pages, {characters} characters that aren't blank, {wrong} pages with faults\n")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
