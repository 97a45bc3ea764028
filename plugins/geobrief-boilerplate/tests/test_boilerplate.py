"""What is marked and what is not, in texts as they are scraped."""

from __future__ import annotations

import pytest
from geobrief_boilerplate import BOILERPLATE, BOILERPLATE_SCORES, SET_ASIDE

import geobrief

PIPELINE = geobrief.pipeline(only=["boilerplate"])

OPENING = (
    "The ministers met in Tbilisi on Monday and agreed on a common plan for the deep-sea port, which three "
    "governments have argued about since the spring of last year."
)
MIDDLE = (
    "Officials said that the work would begin in the autumn and take about two years. Shipping companies, which have "
    "paid for detours since the strike, welcomed the plan but asked for a date."
)
CLOSING = (
    "A second round of talks is expected before the summit in June, when the lenders will say how much of the cost "
    "they are ready to carry and on what terms."
)


def found_in(text: str, **given: str) -> list[tuple[str, str]]:
    doc = PIPELINE.analyze(text, media_type="text/plain", **given)
    return [(doc.slice(span), span.payload.kind) for span in doc[BOILERPLATE]]


def around(line: str) -> str:
    return f"{OPENING}\n\n{MIDDLE}\n\n{line}\n\n{CLOSING}"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Advertisment", "ad"),
        ("Advertisement", "ad"),
        ("ADVERTISEMENT", "ad"),
        ("ADVERTISEMENT - CONTINUE READING BELOW", "ad"),
        ("Advertisement — Continue reading below", "ad"),
        ("Story continues below advertisement", "ad"),
        ("Ad", "ad"),
        ("[Ad]", "ad"),
        ("Sponsored", "ad"),
        ("Sponsored content", "ad"),
        ("Share this article", "share"),
        ("Share on Facebook", "share"),
        ("Follow us on X and Instagram", "share"),
        ("Sign up for our daily newsletter", "subscribe"),
        ("Subscribe to our newsletter", "subscribe"),
        ("Get the latest news delivered to your inbox", "subscribe"),
        ("Read more", "related"),
        ("READ MORE: Dock workers end their strike", "related"),
        ("Related: Dock workers end their strike", "related"),
        ("You may also like", "related"),
        ("Photo: Nadia Kern / Getty Images", "credit"),
        ("Image credit: Harbour Times", "credit"),
        ("Cranes at the port of Poti on Monday. (Photo: Nadia Kern/Reuters)", "caption"),
        ("We use cookies to improve your experience on our site.", "cookie"),
        ("Accept all cookies", "cookie"),
        ("12 Comments", "comments"),
        ("Leave a comment", "comments"),
        ("This article is for subscribers only.", "paywall"),
        ("Already a subscriber? Log in", "paywall"),
        ("Skip to main content", "navigation"),
        ("Home > World > Caucasus", "navigation"),
        ("© 2024 Harbour Times. All rights reserved.", "copyright"),
        ("5 min read", "other"),
        ("Updated: March 18, 2024, 5:30 p.m. EDT", "timestamp"),
        ("By Nadia Kern and Paul Osei", "byline"),
        ("This post contains affiliate links.", "ad"),
        ("Buy now at Amazon", "ad"),
    ],
)
def test_a_line_of_litter_is_marked_whole_and_alone(line: str, kind: str) -> None:
    assert found_in(around(line)) == [(line, kind)]


@pytest.mark.parametrize(
    "prose",
    [
        "The advertisement, which ran for two weeks, was withdrawn after the regulator received four hundred letters.",
        "Advertisement spending fell by a tenth last year, the agency said, and newspapers lost most of it.",
        "They share a border of 300 kilometres, and each of them wants the road to run on its own side of it.",
        "Share prices fell in Frankfurt on Monday after the carmaker said that it would sell fewer cars than planned.",
        "Members subscribe to the treaty for five years, and any of them may leave it with a year's notice.",
        "Farmers may receive compensation for the harvest that they lost, the ministry said in a letter to the union.",
        "The latest newsletter from the central bank said that prices would go on rising until the summer at least.",
        "Read the treaty closely, one negotiator said, and it becomes clear why the smaller states refused to sign it.",
        "By Monday evening the fire had reached the outskirts of the town, and two thousand people had fled.",
        "China contributed to this decline, officials said, since it had bought less grain than in the years before.",
        "This report was published by the fund in March, and it shows how far the two economies have moved apart.",
        "You have heard the stories about the bridge, the mayor told reporters, and most of them happen to be true.",
        "The story cannot be told without the harbour, for it was there that the first strike began in 1905.",
        "Follow the money, the prosecutor told the court, and it leads to three companies and a bank on the island.",
        "Comments by the minister on Friday were taken as a sign that the government will not wait for the court.",
        "Cookies and bread were handed out at the station, where some eighty families were waiting for a train.",
    ],
)
def test_prose_is_not_litter_for_a_word_that_it_holds(prose: str) -> None:
    assert found_in(around(prose)) == []
    assert found_in(f"{prose}\n\n{OPENING}\n\n{MIDDLE}") == []
    assert found_in(f"{OPENING}\n\n{MIDDLE}\n\n{prose}") == []


@pytest.mark.parametrize(
    "heading", ["What Comes Next", "A Port for Three Countries", "Looking Ahead: What the Lenders Want"]
)
def test_a_heading_is_not_litter(heading: str) -> None:
    assert found_in(f"{OPENING}\n\n{heading}\n\n{MIDDLE}\n\n{CLOSING}") == []


@pytest.mark.parametrize(
    ("date", "kind"),
    [
        ("date 2024-03-18", "timestamp"),
        ("Published: March 18, 2024", "timestamp"),
        ("Updated 18 March 2024, 17:30 GMT", "timestamp"),
        ("March 18, 2024 |", "timestamp"),
        ("2024-03-18", "timestamp"),
    ],
)
def test_a_date_glued_to_the_first_line_is_marked_without_the_paragraph(date: str, kind: str) -> None:
    text = f" {date} {OPENING}\n\n{MIDDLE}\n\n{CLOSING}"
    assert found_in(text) == [(date, kind)]
    doc = PIPELINE.analyze(geobrief.Input(text, media_type="text/plain"))
    assert doc.without(BOILERPLATE).text == text[len(date) + 2 :]


@pytest.mark.parametrize(
    "sentence",
    [
        "March 18, 2024, was the day on which the ministers of the three countries met in Tbilisi for the first time.",
        "On March 18, 2024 the ministers of the three countries met in Tbilisi for the first time since the war.",
        "In 2024 Georgia exported more wine than in any year since it became independent, the ministry said on Monday.",
    ],
)
def test_a_date_that_a_sentence_begins_with_is_not_marked(sentence: str) -> None:
    assert found_in(f"{sentence}\n\n{MIDDLE}\n\n{CLOSING}") == []


def test_a_paragraph_wrapped_to_a_width_is_one_line() -> None:
    text = (
        "Newspapers live on what they sell, and less and less of it is an\n"
        "Advertisement\n"
        "in print, the association said on Monday, when it published the\n"
        "figures of the year that has passed, the worst since the war.\n"
    )
    assert found_in(text.replace("an\nAdvertisement\nin print", "ad\nin print")) == []


def test_what_is_set_aside_is_told_from_litter() -> None:
    doc = PIPELINE.analyze(f"By Nadia Kern\n\n{OPENING}\n\nAdvertisement\n\n{MIDDLE}")
    byline, ad = doc[BOILERPLATE]
    assert byline.payload.kind in SET_ASIDE
    assert not byline.payload.is_litter
    assert ad.payload.is_litter
    assert doc.without(BOILERPLATE).text == f"{OPENING}\n\n{MIDDLE}"
    assert doc.without(BOILERPLATE, where=lambda span: span.payload.is_litter).text.startswith("By Nadia Kern")


def test_the_title_is_set_aside_and_a_title_that_was_given_marks_nothing() -> None:
    title = "# Ministers Agree on a Plan for the Port"
    assert found_in(f"{title}\n\n{OPENING}\n\n{MIDDLE}") == [(title, "title")]
    assert found_in(f"{OPENING}\n\n{MIDDLE}", title="Ministers Agree on a Plan") == []


def test_the_lines_of_a_table_of_contents_are_marked_where_they_announce() -> None:
    text = (
        f"Table of contents\n\nThe plan of the ministers\n\nWhat the lenders want\n\n{OPENING}\n\n"
        f"The plan of the ministers\n\n{MIDDLE}\n\nWhat the lenders want\n\n{CLOSING}"
    )
    doc = PIPELINE.analyze(text)
    contents = [span for span in doc[BOILERPLATE] if span.rule == "boilerplate/contents"]
    assert [doc.slice(span) for span in contents] == ["The plan of the ministers", "What the lenders want"]
    assert contents[-1].end < text.index(OPENING)


def test_every_line_has_a_score_and_marks_have_reasons() -> None:
    doc = PIPELINE.analyze(around("Advertisement"))
    scores = doc[BOILERPLATE_SCORES]
    assert [doc.slice(score) for score in scores] == doc.text.split("\n\n")
    assert [score.payload.score > 0.5 for score in scores] == [False, False, True, False]
    (mark,) = doc[BOILERPLATE]
    assert mark.payload.probability == scores[2].payload.score
    assert "rule ad-label" in mark.payload.reasons


def test_in_another_language_words_say_nothing() -> None:
    line = "Share this article"
    assert found_in(around(line), language="en") == [(line, "share")]
    assert found_in(around(line), language="fr") == []


@pytest.mark.parametrize(
    "text", ["NATO met on Monday", "NATO met in 1994", "Published March 18, 2024\n\nOil prices fell."]
)
def test_what_is_all_there_is_of_an_article_is_no_litter(text: str) -> None:
    doc = geobrief.analyze(text, only=["boilerplate"])
    assert doc.without(BOILERPLATE).text == text.rpartition("\n")[2]


@pytest.mark.parametrize("byline", ["By the Markets Desk", "By our correspondents", "By the Sports Desk"])
def test_a_desk_signs_as_a_person_does(byline: str) -> None:
    text = f"{byline}\n\nThe ministers met in Tbilisi on Monday and agreed on a common plan for the new port."
    (mark,) = geobrief.analyze(text, only=["boilerplate"])[BOILERPLATE]
    assert mark.payload.kind == "byline"
