"""Title: the one that is given, or one that stands above the prose and tells of it; none is made up."""

from __future__ import annotations

import html

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from pages import soup
from strategies import texts

import geobrief
from geobrief import Document, Rule
from geobrief.analyzers.title import TITLE_FINDER
from geobrief.vocabulary import BLOCKS, TITLE

PIPELINE = geobrief.pipeline(only=[])
BODY = (
    "Ministers of nine countries met in Tallinn on Monday to talk about the prices of gas.\n\n"
    "A Long Way to Winter\n\n"
    "They will meet again in May, and winter is far away."
)
LINES = st.sampled_from(
    ["Ministers Meet on Gas Prices", "By Ann Lee", "Home", "Share this article", "# Winter", "17 March 2024", BODY]
)


def analyze(text: str, title: str | None = None) -> Document:
    return PIPELINE.analyze(text, media_type="text/plain", title=title)


def titles(text: str) -> list[str]:
    return [finding.payload.text for finding in analyze(text)[TITLE]]


@given(texts | st.lists(LINES, max_size=6).map("\n\n".join))
def test_a_title_is_a_heading_of_the_text(text: str) -> None:
    doc = analyze(text)
    for finding in doc[TITLE]:
        (evidence,) = finding.evidence
        assert doc.slice(evidence) == finding.payload.text
        (block,) = doc[BLOCKS].covering(evidence.start, evidence.end)
        assert block.payload.kind == "heading"
    assert len(doc[TITLE]) <= 1


@pytest.mark.parametrize("rule", TITLE_FINDER.rules, ids=lambda rule: rule.id)
def test_each_rule_finds_its_example(rule: Rule) -> None:
    doc = PIPELINE.analyze(rule.example.text, **rule.example.given)
    (finding,) = doc[TITLE]
    assert finding.rule == rule.id
    assert doc.slice(finding.evidence[0]) == rule.example.finds


@given(st.text(min_size=1).filter(lambda title: title.strip()))
def test_a_given_title_goes_first(title: str) -> None:
    doc = analyze(f"Ministers Meet on Gas Prices\n\n{BODY}", title)
    (finding,) = doc[TITLE]
    assert (finding.payload.text, finding.rule) == (title, "title/given")
    assert doc.slice(finding.evidence[0]) == title
    assert doc.text.startswith("Ministers")


def test_a_blank_title_is_none_given() -> None:
    assert [finding.rule for finding in analyze(f"# Gas\n\n{BODY}", " ")[TITLE]] == ["title/first-level"]


@pytest.mark.parametrize(
    "head",
    [
        "Ministers Meet on Gas Prices",
        "Ministers meet on gas prices\n\nBy Ann Lee\n\n17 March 2024",
        "Home > World > Europe\n\nMinisters Meet on Gas Prices",
        "Subscribe\n\nMinisters Meet on Gas Prices\n\nA First Look at Tallinn",
    ],
)
def test_a_line_that_tells_of_the_prose_below_is_the_title(head: str) -> None:
    (title,) = titles(f"{head}\n\n{BODY}")
    assert title.lower() == "ministers meet on gas prices"


@pytest.mark.parametrize(
    "head",
    [
        "",
        "date 2024-03-18 The meeting was called at short notice.\n\n",
        "Share This Article With Friends\n\n",
        "Skip to the Main Content\n\n",
        "Advertisement\n\n",
        "By Ann Lee\n\n17 March 2024\n\n",
        "The host had said so before.\n\nMinisters Meet on Gas Prices\n\n",
    ],
)
def test_no_title_is_made_up(head: str) -> None:
    assert titles(head + BODY) == []


def page(markup: str, **given: str) -> Document:
    return PIPELINE.analyze(markup, media_type="text/html", **given)


SAYS = [
    "<title>{}</title>",
    '<meta property="og:title" content="{}">',
    '<meta name="twitter:title" content="{}">',
    '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{}"}}</script>',
]


@pytest.mark.parametrize("says", SAYS)
@pytest.mark.parametrize("stated", ["Oil &amp; gas: “it’s over”", "Oil & gas: “it’s over” | The Example"])
def test_the_heading_that_a_page_names_is_its_title(says: str, stated: str) -> None:
    doc = page(says.format(stated) + "<h1>The Example</h1><h1>Oil &amp; Gas: “It’s Over”</h1><p>Oil fell.")
    (finding,) = doc[TITLE]
    assert (finding.payload.text, finding.rule) == ("Oil & Gas: “It’s Over”", "title/page-heading")
    assert doc.slice(finding.evidence[0]) == "Oil & Gas: “It’s Over”"
    assert finding.evidence[1].where == "source"
    assert doc.slice(finding.evidence[1]) == stated.removesuffix(" | The Example")


@pytest.mark.parametrize("says", SAYS)
@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("Oil falls again - The Example Times", "Oil falls again"),
        ("Oil falls again | Example", "Oil falls again"),
        ("The Example Times &#8212; Oil falls", "Oil falls"),
        ("Oil - what is next for it", "Oil - what is next for it"),
        ("Oil falls: three charts – as ministers meet", "Oil falls: three charts – as ministers meet"),
        ("Oil and gas | example.org", "Oil and gas"),
        ("Oil|example.org", "Oil"),
        ("The Example Times", "The Example Times"),
        ("Oil &amp;  gas » Example » World", "Oil & gas"),
    ],
)
def test_a_title_is_told_from_the_name_of_its_site(says: str, stated: str, shown: str) -> None:
    site = '<meta property="og:site_name" content="The Example Times">'
    doc = page(f"{site}{says.format(stated)}<p>Text.", url="https://www.example.org/world/oil")
    (finding,) = doc[TITLE]
    assert (finding.payload.text, finding.rule) == (shown, "title/page")
    (evidence,) = finding.evidence
    assert " ".join(html.unescape(doc.slice(evidence)).split()) == shown


def test_escapes_of_json_are_part_of_the_evidence() -> None:
    says = r'{"headline": "Oil \u201cfell\u201d \ud83d\ude00 \u2013 Example"}'
    doc = page(f"<script type=application/ld+json>{says}</script><p>Text.", url="http://example.org")
    (finding,) = doc[TITLE]
    assert finding.payload.text == "Oil “fell” 😀"
    assert doc.slice(finding.evidence[0]) == r"Oil \u201cfell\u201d \ud83d\ude00"


def test_all_that_name_the_title_are_evidence() -> None:
    doc = page(
        "<title>Oil falls | A</title><meta property=og:title content='Oil Falls'><h2>More</h2><h1>Oil falls</h1>"
    )
    (finding,) = doc[TITLE]
    assert [doc.slice(evidence) for evidence in finding.evidence] == ["Oil falls", "Oil Falls", "Oil falls"]
    assert [evidence.where for evidence in finding.evidence] == ["text", "source", "source"]


def test_a_heading_with_half_of_the_words_is_the_title() -> None:
    doc = page("<title>Oil prices fall after ministers meet</title><h1>Our blog</h1><h1>Prices of oil fall again</h1>")
    assert [finding.payload.text for finding in doc[TITLE]] == ["Prices of oil fall again"]


@pytest.mark.parametrize(
    "said",
    [
        '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Gas rose"}]}',
        '{"@type": "WebPage", "name": "Gas rose"}',
        '{"@type": "JobPosting", "title": "Gas rose"}',
    ],
)
def test_what_json_says_of_other_things_is_no_title(said: str) -> None:
    assert page(f"<script type=application/ld+json>{said}</script><p>Text.")[TITLE] == ()


@given(soup, st.sampled_from(SAYS), st.text('aé&;|-» \\"u0<>/', max_size=12))
def test_a_page_s_title_has_evidence(markup: str, says: str, title: str) -> None:
    doc = page(says.format(title) + markup)
    for finding in doc[TITLE]:
        assert finding.evidence
        assert all(doc.slice(evidence).strip() for evidence in finding.evidence)
        assert finding.payload.text.strip()


@pytest.mark.parametrize("unit", [" - x", "&amp;", "x", "|", "\\u0041", "x "])
def test_time_grows_like_the_page_s_title(unit: str) -> None:
    page("warm")
    titles = "<title>{0}</title><script type=application/ld+json>{{'headline': '{0}'}}</script><h1>{0}</h1><p>x"
    assert_linear(page, lambda size: titles.format(unit * (size // len(unit))), 8_000)


def test_an_empty_text_has_no_title() -> None:
    assert titles("") == []


@pytest.mark.parametrize("unit", ["What Comes Next\n\n", "a\n\n", "# \n\n", "Gas and Gas and Gas "])
def test_time_grows_like_the_text(unit: str) -> None:
    analyze("warm")
    assert_linear(analyze, lambda size: unit * (size // len(unit)) + BODY, 8_000)
