"""The day of publication: every candidate, the best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from geobrief import Evidence, Example, Finding, Rule
from geobrief.vocabulary import Published
from geobrief_dates._page import finding, iso_day
from geobrief_dates._period import day
from geobrief_dates._tagger import Tagger
from geobrief_dates._visible import told_in_lines

_YEARS = range(1900, 2101)

_ISO_HEAD = re.compile(
    r"\s{0,20}(?:(?:[^\W\d_A-Z]{3,12}|\w{1,20}:)\s{1,5})?(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?))?(?!\d)"
)
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<separator>[/_.-]?)"
    rf"(?P<month>0[1-9]|1[0-2]|(?<=[/_.-])[1-9]|(?<=[/_.-])(?:{_MONTH}))(?P=separator)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|(?<=[/_.-])[1-9])(?!\d)",
    re.IGNORECASE,
)

_NEWS = "Envoys met in Vienna for a first round of talks on gas."
_LD = '<script type="application/ld+json">{"@type": "%s", "datePublished": "%s"}</script><p>'
_AP = "The Associated Press Stylebook"


def _rule(name: str, summary: str, text: str, finds: str, source: str, **given: str) -> Rule:
    example = Example(text=text, finds=finds, given=given)
    return Rule(id=f"dates/published-{name}", summary=summary, example=example, source=source)


RULES = (
    _rule(
        "given",
        "The day of publication as the caller gave it, on the day that its own zone says.",
        _NEWS,
        "2024-03-18T23:30-05:00",
        "the caller",
        published="2024-03-18T23:30-05:00",
    ),
    _rule(
        "json-ld",
        "What JSON-LD says of the page's article, in ISO 8601.",
        _LD % ("NewsArticle", "2024-03-18") + _NEWS,
        "2024-03-18",
        "schema.org, datePublished",
    ),
    _rule(
        "meta",
        "What a meta tag says: Open Graph, Dublin Core, Parse.ly and others.",
        f'<meta property="article:published_time" content="2024-03-18T09:30:00+01:00"><p>{_NEWS}',
        "2024-03-18T09:30:00+01:00",
        "The Open Graph protocol, ogp.me, article",
    ),
    _rule(
        "head",
        "A day in ISO 8601 before the first words of the text.",
        f"date 2024-03-18 {_NEWS}",
        "2024-03-18",
        "scraped corpora, which join a page's date to its first line",
    ),
    _rule(
        "line",
        "A day in a line near the head with a word such as Published.",
        f"Talks open in Vienna\n\nPublished March 18, 2024\n\n{_NEWS}",
        "March 18, 2024",
        _AP,
    ),
    _rule(
        "microdata",
        "A microdata property beside the title, or the only one of the page.",
        f'<meta itemprop="datePublished" content="2024-03-18"><p>{_NEWS}',
        "2024-03-18",
        "HTML Living Standard, 5.2; schema.org, datePublished",
    ),
    _rule(
        "time",
        "A time element beside the title, or the only one of the page, unless a word such as Updated stands before it.",
        f'<p><time datetime="2024-03-18">Monday</time><p>{_NEWS}',
        "2024-03-18",
        "HTML Living Standard, 4.5.14 The time element",
    ),
    _rule(
        "url",
        "A day in the address of the page.",
        _NEWS,
        "2024/03/18",
        "Cool URIs don't change (W3C), on the creation date in the address",
        url="https://example.org/2024/03/18/talks-open",
    ),
    _rule(
        "dateline",
        "A day in the dateline, after the place.",
        f"VIENNA, March 18, 2024 (EX) - {_NEWS}",
        "March 18, 2024",
        f"{_AP}: datelines",
    ),
    _rule(
        "byline",
        "A day that stands alone in a line near the head, or beside the author's name.",
        f"Talks open in Vienna\n\nBy A. Writer | March 18, 2024\n\n{_NEWS}",
        "March 18, 2024",
        f"{_AP}: bylines",
    ),
    _rule(
        "page",
        "What JSON-LD says of the page rather than of its article.",
        _LD % ("WebPage", "2024-03-18") + _NEWS,
        "2024-03-18",
        "schema.org, WebPage",
    ),
    _rule(
        "json-ld-words",
        "What JSON-LD says of the page's article, but not in ISO 8601, as schema.org wants it.",
        _LD % ("Article", "Mar 18, 2024") + _NEWS,
        "Mar 18, 2024",
        "schema.org, datePublished: site builders write the day of the last change so",
    ),
    _rule(
        "path",
        "A day in the name of the file.",
        _NEWS,
        "2024-03-18",
        "common practice in corpora",
        path="news/2024-03-18-talks.txt",
    ),
    _rule(
        "foot",
        "A day in a short line far from the head, with a word such as Published, if there is only one.",
        f"Talks open in Vienna\n\n{_NEWS * 90}\n\nPublished March 18, 2024",
        "March 18, 2024",
        "common practice of magazines and institutes",
    ),
    _rule(
        "updated",
        "A day in a line near the head with a word such as Updated: the article was published then, or before.",
        f"Talks open in Vienna\n\nUpdated March 18, 2024\n\n{_NEWS}",
        "March 18, 2024",
        _AP,
    ),
)
"""The catalogue of what makes a candidate, the best first."""
_RANK = {rule.id: place for place, rule in enumerate(RULES)}


def candidates(
    text: str,
    metadata: Mapping[str, object],
    blocks: Iterable[tuple[int, int]],
    tagger: Tagger | None,
    *,
    title: tuple[int, int] = (0, 0),
    said: Iterable[Finding[Published]] = (),
) -> list[Finding[Published]]:
    """Every candidate for the day of publication, the best first.

    `metadata` is what the caller gave (`published`, `url`, `path`, `retrieved`); `blocks` are the
    blocks of `text`, as code points, and `title` is its title there; `tagger` is that of the text's
    language, None if there is none; `said` is what the page itself says. Nothing later than `retrieved`
    is taken, except what the caller says.
    """
    found = [*_given(metadata), *said, *_iso_head(text), *_in_names(metadata)]
    if tagger is not None:
        year = next((one.payload.date for one in found), None)
        found += told_in_lines(text, list(blocks), tagger, year, title)
    retrieved = iso_day(metadata.get("retrieved"))
    updated = {one.payload.date for one in found if one.rule == "dates/published-updated"}
    plausible = [
        one
        for one in found
        if one.rule == RULES[0].id
        or (
            one.payload.date.year in _YEARS
            and (retrieved is None or one.payload.date <= retrieved)
            and not (one.rule == "dates/published-time" and one.payload.date in updated)
        )
    ]
    return sorted(_once(plausible), key=_order(plausible))


_SEEN = frozenset(f"dates/published-{name}" for name in ("line", "dateline", "byline", "time"))


def _order(found: list[Finding[Published]]) -> Callable[[Finding[Published]], tuple[int, int, int]]:
    """What puts the best first: a day that is both in the address and seen by readers, then the rank of the rule.

    Of one rule's days, one that is in the address or seen by readers goes first.
    """
    addressed = {one.payload.date for one in found if one.rule == "dates/published-url"}
    seen = {one.payload.date for one in found if one.rule in _SEEN}

    def order(one: Finding[Published]) -> tuple[int, int, int]:
        date = one.payload.date
        proven = one.rule in _SEEN and date in addressed
        given = one.rule == RULES[0].id
        return (0 if given else 1 if proven else 2), _RANK[one.rule], date not in addressed and date not in seen

    return order


def _once(findings: Iterable[Finding[Published]]) -> Iterator[Finding[Published]]:
    """The findings without those whose evidence another one has already."""
    seen: set[Evidence] = set()
    for one in findings:
        if one.evidence[0] not in seen:
            seen.add(one.evidence[0])
            yield one


def _given(metadata: Mapping[str, object]) -> Iterator[Finding[Published]]:
    value = metadata.get("published")
    if isinstance(value, str) and (date := iso_day(value)) is not None:
        start = len(value) - len(value.lstrip())
        said = value.strip()
        yield finding("given", date, said, start, start + len(said), "given:published")


def _iso_head(text: str) -> Iterator[Finding[Published]]:
    match = _ISO_HEAD.match(text)
    if match is not None and (date := iso_day(match[1])) is not None:
        end = match.end()
        yield finding("head", date, text[match.start(1) : end], match.start(1), end)


def _in_names(metadata: Mapping[str, object]) -> Iterator[Finding[Published]]:
    """Days in the address and in the file's name; of several, the last, which is nearest to the article's name."""
    for name in ("url", "path"):
        value = metadata.get(name)
        if not isinstance(value, str):
            continue
        begin = 0 if name == "url" else max(value.rfind("/"), value.rfind("\\")) + 1
        last = None
        for match in _IN_NAME.finditer(value, begin):
            month = _month(match["month"])
            if (date := day(int(match["year"]), month, int(match["day"]))) is not None:
                last = date, match.start(), match.end()
        if last is not None:
            date, start, end = last
            yield finding(name, date, date.isoformat(), start, end, f"given:{name}")


def _month(written: str) -> int:
    """The number of a month that is written in figures, or in words, in full or by its first three letters."""
    if written.isdigit():
        return int(written)
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(written.lower()))
