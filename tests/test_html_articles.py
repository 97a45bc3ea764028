"""An article as scraped text, and the same on a page of a news site: the same answers, each at its place.

The articles are the documentation's, and those that `GEOBRIEF_ARTICLES` names (see the session `pages`).
"""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

import pytest
from pages import page_of

import geobrief
from geobrief import Document
from geobrief.vocabulary import BLOCKS, HTML_FEATURES, LANGUAGE, PAGE_METADATA, SENTENCES, TITLE, Block

PIPELINE = geobrief.pipeline(only=[])
EXAMPLES = sorted(Path(__file__).parents[1].glob("docs/examples/*.txt"))
OTHERS = [Path(name) for name in os.environ.get("GEOBRIEF_ARTICLES", "").split(os.pathsep) if name]
PUBLISHED = "2024-03-18"
TAG = re.compile(r"<[^>]*>")


def line(text: str) -> str:
    return " ".join(text.split())


def shown(source: str) -> str:
    """What a piece of well-formed HTML shows."""
    return line(html.unescape(TAG.sub("", source)))


@pytest.fixture(params=[*EXAMPLES, *OTHERS], ids=lambda path: path.stem)
def both(request: pytest.FixtureRequest) -> tuple[Document, Document]:
    article = PIPELINE.analyze(request.param.read_text("utf-8"), media_type="text/plain")
    return article, PIPELINE.analyze(page_of(article, PUBLISHED), media_type="text/html")


def in_article(page: Document, start: int, end: int) -> bool:
    (features, *_) = page[HTML_FEATURES].covering(start, end)
    return "article" in features.payload.landmarks


def test_sentences_are_the_same(both: tuple[Document, Document]) -> None:
    article, page = both
    found = [page.slice(span) for span in page[SENTENCES] if in_article(page, span.start, span.end)]
    assert found == [line(article.slice(span).lstrip("# ")) for span in article[SENTENCES]]


def test_sentences_and_words_are_at_their_places(both: tuple[Document, Document]) -> None:
    _, page = both
    for span in page[SENTENCES]:
        sentence = page.slice(span)
        assert shown(page.source_text[slice(*page.source_range(span.start, span.end))]) == line(sentence)
        for word in re.finditer(r"\S+", sentence):
            place = page.source_range(span.start + word.start(), span.start + word.end())
            assert shown(page.source_text[slice(*place)]) == word.group()


def test_blocks_are_the_same(both: tuple[Document, Document]) -> None:
    article, page = both
    found = [
        (block.payload.kind, page.slice(block)) for block in page[BLOCKS] if in_article(page, block.start, block.end)
    ]
    assert found == [(block.payload.kind, line(article.slice(block).lstrip("# "))) for block in article[BLOCKS]]
    others = [
        (block.payload, page.slice(block)) for block in page[BLOCKS] if not in_article(page, block.start, block.end)
    ]
    item, paragraph = Block("list_item"), Block("paragraph")
    assert others == [
        (item, "Home"),
        (item, "World & more"),
        (paragraph, "The Example"),
        (Block("heading", 3), "Related"),
        (item, "Gas rose"),
        (item, "Wind fell"),
        (paragraph, "© The Example"),
    ]


def test_title_and_language_are_the_same(both: tuple[Document, Document]) -> None:
    article, page = both
    assert [finding.payload for finding in page[TITLE]] == [finding.payload for finding in article[TITLE]]
    for finding in page[TITLE]:
        assert page.slice(finding.evidence[0]) == finding.payload.text
        assert {shown(page.slice(evidence)) for evidence in finding.evidence} == {finding.payload.text}
    assert [finding.payload.code for finding in page[LANGUAGE]] == [
        finding.payload.code for finding in article[LANGUAGE]
    ]
    assert [page.slice(finding.evidence[0]) for finding in page[LANGUAGE]] == ["en-GB"]


def test_the_page_says_when_it_was_published(both: tuple[Document, Document]) -> None:
    _, page = both
    (finding,) = (said for said in page[PAGE_METADATA] if said.payload.name == "NewsArticle.datePublished")
    assert (finding.payload.value, page.slice(finding.evidence[0])) == (PUBLISHED, PUBLISHED)
