"""The day of publication: every candidate, the best first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from geobrief import Evidence, Example, Finding, Rule
from geobrief.vocabulary import Published
from geobrief_dates._matcher import Candidate
from geobrief_dates._page import finding, iso_day
from geobrief_dates._period import day
from geobrief_dates._tagger import Tagger
from geobrief_dates._tokens import BREAK, CAPITAL, OTHER, Tokens

_HEAD = 4_000  # code points after the title in which lines with the day of publication are looked for
_ABOVE = 400  # and before it
_OPENING = 160  # code points of each block that are looked at
_LINES = re.compile(r"[^\n]+")
_ROOM = 40  # tokens on each side of a day that are looked at
_NEAR = 6  # tokens before a day among which a label stands, or a place
_WORDS = 20  # tokens beside the day in a line that is there to tell it, and words of prose among them
_PROSE = 3
_DAYS = frozenset({"calendar", "iso", "figures"})
_DATELINE_ENDS = frozenset("(-–—:")
_YEARS = range(1900, 2101)
_SHORT = 120  # code points of a line far from the head that may tell the day
_YEAR = re.compile(r"(?:19|20)\d\d")

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
        found += _visible(text, list(blocks), tagger, year, title)
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


def _visible(
    text: str, blocks: list[tuple[int, int]], tagger: Tagger, near: dt.date | None, title: tuple[int, int]
) -> Iterator[Finding[Published]]:
    """Days in lines that tell the day of publication: datelines, by-lines, lines with a label.

    Those near the title come first, and among them those below it. `near` is the day that another
    candidate says; a dateline without a year gets the year from it.
    """
    start, end = title
    lines = blocks or [line.span() for line in _LINES.finditer(text, 0, end + _HEAD)]
    head = [line for line in lines if start - _ABOVE <= line[0] < end + _HEAD]
    found = list(_told(text, head, tagger, near))
    yield from sorted(found, key=lambda one: (one.evidence[0].start < start, abs(one.evidence[0].start - start)))
    rest = [line for line in lines if line[0] >= end + _HEAD and line[1] - line[0] <= _SHORT]
    dated = [_YEAR.search(text, *line) is not None for line in rest]
    rest = [line for line, own, next_one in zip(rest, dated, [*dated[1:], False], strict=False) if own or next_one]
    labelled = [one for one in _told(text, rest, tagger, None) if one.rule in _LABELLED]
    if len({one.payload.date for one in labelled}) == 1:
        yield from (attrs.evolve(one, rule=_LABELLED[one.rule]) for one in labelled)


_LABELLED = {
    "dates/published-line": "dates/published-foot",
    "dates/published-updated": "dates/published-updated",
}


def _told(text: str, head: list[tuple[int, int]], tagger: Tagger, near: dt.date | None) -> Iterator[Finding[Published]]:
    """The days in lines that are there to tell them."""
    lines = [(start, min(end, start + _OPENING)) for start, end in head]
    tokens, found = tagger.find(text, lines) if lines else tagger.find("")
    mentions = {mention.start: mention for mention in tagger.resolve(tokens, found, near)}
    place = 0
    for candidate in found:
        mention = mentions.get(tokens.starts[candidate.first])
        if mention is None or candidate.pattern.meaning not in _DAYS or mention.reading.mod is not None:
            continue
        while lines[place][1] <= mention.start:
            place += 1
        period = mention.reading.period
        whole = lines[place] == head[place]
        kind = _kind(_Line.around(tokens, candidate, lines[place][0], whole), tagger)
        if period is None or period.unit != "D" or kind is None:
            continue
        if (date := period.first) is not None and (mention.reading.anchor is None or kind == "dateline"):
            yield finding(kind, date, mention.reading.value, mention.start, mention.end)


@attrs.frozen
class _Line:
    """The tokens of a line before and after a day: their codes, and their text; and the end of the line above it.

    `whole` says whether the line ends there, or only what is looked at of it.
    """

    whole: bool
    above: str
    before: str
    after: str
    words_before: list[str]
    words_after: list[str]

    @classmethod
    def around(cls, tokens: Tokens, candidate: Candidate, start: int, whole: bool) -> _Line:
        first, last = candidate.first, candidate.last
        while first > 0 and tokens.starts[first - 1] >= start and candidate.first - first < _ROOM:
            first -= 1
        while tokens.codes[last] != BREAK and last - candidate.last < _ROOM:
            last += 1
        return cls(
            whole,
            tokens.codes[max(first - _NEAR, 0) : first].rstrip(BREAK).rpartition(BREAK)[2],
            tokens.codes[first : candidate.first],
            tokens.codes[candidate.last : last],
            tokens.words(first, candidate.first),
            tokens.words(candidate.last, last),
        )

    @property
    def is_short(self) -> bool:
        """Whether the line hardly has more than the day."""
        beside = self.before + self.after
        return self.whole and beside.count(OTHER) <= _PROSE and len(beside) <= _WORDS


def _kind(line: _Line, tagger: Tagger) -> str | None:
    """What sort of line a day stands in; None if in none that tells the day of publication."""
    if line.is_short:
        for code in reversed(line.before[-_NEAR:] or line.above):
            if code in tagger.updated:
                return "updated"
            if code in tagger.published:
                return "line"
        names = OTHER not in line.before and all(
            code == CAPITAL for code, word in zip(line.before, line.words_before, strict=True) if word[0].isalnum()
        )
        if names or not line.words_before[-1][0].isalnum() or line.words_before[0].lower() == "by":
            return "byline"
    place = [code for code, word in zip(line.before, line.words_before, strict=True) if word[0].isalnum()]
    ends = not line.after or line.words_after[0] in _DATELINE_ENDS
    if 0 < len(place) <= _NEAR and set(place) == {CAPITAL} and line.words_before[-1][0] in ",-–—" and ends:
        return "dateline"
    return None
