"""The text of a page beside what html5lib and lexbor make of it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import html5lib
from hypothesis import assume, given, settings
from pages import Page, pages, soup
from selectolax.lexbor import LexborHTMLParser

import geobrief

PIPELINE = geobrief.pipeline(only=[])

NOT_SHOWN = ("head", "title", "script", "style", "template", "noscript", "iframe", "noembed", "noframes", "datalist")


def solid(text: str) -> str:
    return "".join(text.split())


def by_html5lib(page: str) -> str:
    """The text of a page but for elements that aren't shown, without white space."""
    parts: list[str] = []
    waiting: list[Element | str] = [html5lib.parse(page, namespaceHTMLElements=False)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node.tag, str) and node.tag.rpartition("}")[2] not in NOT_SHOWN:
            for child in reversed(node):
                waiting += [child.tail or "", child]
            waiting.append(node.text or "")
    return solid("".join(parts))


def by_lexbor(page: str) -> str:
    """The same by lexbor."""
    tree = LexborHTMLParser(page)
    for node in tree.css(",".join(NOT_SHOWN)):
        node.decompose()
    return solid(tree.root.text()) if tree.root else ""


def by_geobrief(page: str) -> str:
    return solid(PIPELINE.parse(page, media_type="text/html").text)


@given(pages)
@settings(max_examples=200)
def test_all_three_show_the_same(page: Page) -> None:
    assume("<noscript" not in page.source)  # the others run no scripts
    assert by_geobrief(page.source) == by_lexbor(page.source)
    if "<template" not in page.source:  # html5lib knows no templates
        assert by_geobrief(page.source) == by_html5lib(page.source)


@given(soup)
@settings(max_examples=600)
def test_what_two_agree_on_is_what_is_shown(page: str) -> None:
    page = page.replace("\ud800", "\ufffd")
    assume("<noscript" not in page)
    expected = by_lexbor(page)
    assume(expected == by_html5lib(page))
    assert by_geobrief(page) == expected
