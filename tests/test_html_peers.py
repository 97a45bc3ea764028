"""The text of a page beside what html5lib and lexbor make of it."""

from __future__ import annotations

from hypothesis import assume, given, settings
from pages import Page, pages, soup
from peers import by_html5lib, by_lexbor, solid

import geobrief

PIPELINE = geobrief.pipeline(only=[])


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
