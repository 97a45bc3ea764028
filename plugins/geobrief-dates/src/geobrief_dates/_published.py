"""The day of publication: every candidate, the best first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

from geobrief import Evidence, Example, Finding, Rule
from geobrief.vocabulary import Published
from geobrief_dates._matcher import Candidate
from geobrief_dates._period import day
from geobrief_dates._tagger import Tagger
from geobrief_dates._tokens import BREAK, CAPITAL, OTHER, Tokens

_HEAD = 4_000  # code points in which lines with the day of publication are looked for
_OPENING = 160  # code points of each block that are looked at
_LINES = re.compile(r"[^\n]+")
_ROOM = 40  # tokens on each side of a day that are looked at
_NEAR = 6  # tokens before a day among which a label stands, or a place
_WORDS = 20  # tokens beside the day in a line that is there to tell it, and words of prose among them
_PROSE = 3
_DAYS = frozenset({"calendar", "iso", "figures"})
_DATELINE_ENDS = frozenset("(-–—:")
_YEARS = range(1900, 2101)

_ISO_HEAD = re.compile(
    r"\s{0,20}(?:(?:[^\W\d_A-Z]{3,12}|\w{1,20}:)\s{1,5})?(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?))?(?!\d)"
)
_MONTHS = {name: place for place, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<separator>[/_.-]?)"
    rf"(?P<month>0[1-9]|1[0-2]|(?<=[/_.-])[1-9]|(?<=[/_.-])(?:{'|'.join(_MONTHS)}))(?P=separator)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|(?<=[/_.-])[1-9])(?!\d)",
    re.IGNORECASE,
)

_NEWS = "Envoys met in Vienna for a first round of talks on gas."
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
        "path",
        "A day in the name of the file.",
        _NEWS,
        "2024-03-18",
        "common practice in corpora",
        path="news/2024-03-18-talks.txt",
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
    text: str, metadata: Mapping[str, object], blocks: Iterable[tuple[int, int]], tagger: Tagger | None
) -> list[Finding[Published]]:
    """Every candidate for the day of publication, the best first.

    `metadata` is what the caller gave (`published`, `url`, `path`, `retrieved`); `blocks` are the
    blocks of `text`, as code points; `tagger` is that of the text's language, None if there is none.
    Nothing later than `retrieved` is taken, except what the caller says.
    """
    found = [*_given(metadata), *_iso_head(text), *_in_names(metadata)]
    if tagger is not None:
        year = next((finding.payload.date for finding in found), None)
        found += _visible(text, list(blocks), tagger, year)
    retrieved = _date(metadata.get("retrieved"))
    plausible = [
        finding
        for finding in found
        if finding.rule == RULES[0].id
        or (finding.payload.date.year in _YEARS and (retrieved is None or finding.payload.date <= retrieved))
    ]
    return sorted(_once(plausible), key=lambda finding: _RANK[finding.rule])


def _once(findings: Iterable[Finding[Published]]) -> Iterator[Finding[Published]]:
    """The findings without those whose evidence another one has already."""
    seen: set[Evidence] = set()
    for finding in findings:
        if finding.evidence[0] not in seen:
            seen.add(finding.evidence[0])
            yield finding


def _finding(rule: str, date: dt.date, value: str, start: int, end: int, where: str = "text") -> Finding[Published]:
    return Finding(Published(date, value), f"dates/published-{rule}", (Evidence(start, end, where),))


def _date(value: object) -> dt.date | None:
    """The day of a time in ISO 8601, where it was given."""
    try:
        return dt.datetime.fromisoformat(str(value).strip()).date()
    except ValueError:
        return None


def _given(metadata: Mapping[str, object]) -> Iterator[Finding[Published]]:
    value = metadata.get("published")
    if isinstance(value, str) and (date := _date(value)) is not None:
        start = len(value) - len(value.lstrip())
        said = value.strip()
        yield _finding("given", date, said, start, start + len(said), "given:published")


def _iso_head(text: str) -> Iterator[Finding[Published]]:
    match = _ISO_HEAD.match(text)
    if match is not None and (date := _date(match[1])) is not None:
        end = match.end()
        yield _finding("head", date, text[match.start(1) : end], match.start(1), end)


def _in_names(metadata: Mapping[str, object]) -> Iterator[Finding[Published]]:
    """Days in the address and in the file's name; of several, the last, which is nearest to the article's name."""
    for name in ("url", "path"):
        value = metadata.get(name)
        if not isinstance(value, str):
            continue
        begin = 0 if name == "url" else max(value.rfind("/"), value.rfind("\\")) + 1
        last = None
        for match in _IN_NAME.finditer(value, begin):
            month = _MONTHS.get(match["month"].lower()) or int(match["month"])
            if (date := day(int(match["year"]), month, int(match["day"]))) is not None:
                last = date, match.start(), match.end()
        if last is not None:
            date, start, end = last
            yield _finding(name, date, date.isoformat(), start, end, f"given:{name}")


def _visible(
    text: str, blocks: list[tuple[int, int]], tagger: Tagger, near: dt.date | None
) -> Iterator[Finding[Published]]:
    """Days in lines near the head of the text: datelines, by-lines, lines with a label.

    `near` is the day that another candidate says; a dateline without a year gets the year from it.
    """
    head = [block for block in blocks if block[0] < _HEAD] or [line.span() for line in _LINES.finditer(text, 0, _HEAD)]
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
            yield _finding(kind, date, mention.reading.value, mention.start, mention.end)


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
        opens = not line.before or not line.words_before[-1][0].isalnum()
        if opens or line.words_before[0].lower() == "by":
            return "byline"
    place = [code for code, word in zip(line.before, line.words_before, strict=True) if word[0].isalnum()]
    ends = not line.after or line.words_after[0] in _DATELINE_ENDS
    if 0 < len(place) <= _NEAR and set(place) == {CAPITAL} and line.words_before[-1][0] in ",-–—" and ends:
        return "dateline"
    return None
