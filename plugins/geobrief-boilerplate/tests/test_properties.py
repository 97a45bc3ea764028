"""What holds for any text."""

from __future__ import annotations

import pytest
from geobrief_boilerplate import BOILERPLATE, BOILERPLATE_SCORES
from geobrief_boilerplate.plugin import geobrief_analyzers
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

import geobrief

PIPELINE = geobrief.pipeline(only=["boilerplate"])
RULES = {rule.id for analyzer in geobrief_analyzers() for rule in analyzer.rules}

LINES = st.sampled_from(
    [
        "Advertisement",
        "Share this article",
        "date 2024-03-18",
        "March 18, 2024",
        "By Nadia Kern",
        "Read more: the strike",
        "Related articles",
        "Table of contents",
        "What Comes Next",
        "5",
        "12 comments",
        "© 2024 Harbour Times",
        "# Ministers Agree on a Plan",
        "- Subscribe",
        "Nadia Kern is a reporter at the Harbour Times, where she writes about trade and shipping.",
        "The ministers met in Tbilisi on Monday and agreed on a common plan for the port, officials said.",
        "Work would begin in the spring and take about two years. The lenders have not said what they will pay.",
        "Die Minister trafen sich am Montag in Tiflis und einigten sich auf einen gemeinsamen Plan für den Hafen.",
        "  Home > World  ",
        "\u00a0\u2003…",
        "٣\ud800\x00",
    ]
)
PAGES = st.lists(LINES, max_size=25)
ANY = texts | st.builds("{}\n\n".join, PAGES) | st.builds("\n".join, PAGES) | st.builds("\n\n".join, PAGES)


def analyzed(text: str) -> geobrief.Document:
    return PIPELINE.analyze(geobrief.Input(text, media_type="text/plain"))


@given(ANY)
def test_marks_are_disjoint_lie_on_scored_lines_and_begin_and_end_on_what_is_not_blank(text: str) -> None:
    doc = analyzed(text)
    lines = {(score.start, score.end): score.payload.score for score in doc[BOILERPLATE_SCORES]}
    end = 0
    for mark in doc[BOILERPLATE]:
        assert end <= mark.start < mark.end
        end = mark.end
        assert doc.slice(mark) == doc.slice(mark).strip()
        assert mark.payload.probability == lines[mark.start, mark.end]
        assert mark.rule in RULES


@given(ANY)
def test_lines_cover_all_that_is_not_blank(text: str) -> None:
    doc = analyzed(text)
    end = 0
    for score in doc[BOILERPLATE_SCORES]:
        assert not doc.text[end : score.start].strip()
        end = score.end
    assert not doc.text[end:].strip()


@given(PAGES, st.lists(st.integers(0, 3), min_size=26, max_size=26))
def test_blank_lines_between_blocks_change_no_mark(page: list[str], blank: list[int]) -> None:
    def marks(text: str) -> list[tuple[str, object, str]]:
        doc = analyzed(text)
        return [(doc.slice(mark), mark.payload, mark.rule) for mark in doc[BOILERPLATE]]

    wider = "".join(line + "\n\n" + "\n" * more for line, more in zip(page, blank, strict=False))
    assert marks("\n\n".join(page)) == marks(wider)


@given(ANY, ANY)
def test_what_was_analyzed_before_changes_nothing(text: str, before: str) -> None:
    alone = geobrief.dumps(geobrief.pipeline(only=["boilerplate"]).analyze(text, media_type="text/plain"))
    analyzed(before)
    assert geobrief.dumps(analyzed(text)) == alone


@given(ANY)
def test_mapping_out_of_the_body_and_back_is_the_identity(text: str) -> None:
    doc = analyzed(text)
    body = doc.without(BOILERPLATE)
    for segment in body.segments:
        length = segment.end - segment.start
        assert body.to_text(segment.at, segment.at + length) == (segment.start, segment.end)
        assert body.from_text(segment.start, segment.end) == (segment.at, segment.at + length)
        assert body.text[segment.at : segment.at + length] == doc.text[segment.start : segment.end]


@pytest.mark.parametrize(
    "piece",
    [
        "Advertisement\n\n",
        "The ministers met in Tbilisi on Monday and agreed on a common plan for the port, officials said.\n\n",
        "Related articles\n\nTable of contents\n\nThe port\n\n",
        "share this share this ",
        "facebook twitter email copy link | ",
        "date 2024-03-18 ",
        "a",
        "> ",
        "#tag ",
        "By A B C ",
        "\n",
    ],
)
def test_time_grows_linearly(piece: str) -> None:
    run = next(iter(geobrief_analyzers())).prepare(PIPELINE.registry, {})

    def document(times: int) -> geobrief.Document:
        return geobrief.pipeline(only=[]).analyze(piece * times, media_type="text/plain")

    assert_linear(lambda doc: list(run(doc)), document, max(1, 8_000 // len(piece)))
