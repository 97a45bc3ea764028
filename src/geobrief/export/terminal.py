"""A brief as it is shown on a terminal: wrapped to its width, in colour only where there is some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import attrs
from rich.console import Console
from rich.text import Text

from geobrief.export.facts import Brief, Fact, Quote, Section, Tense
from geobrief.export.one_line import first_words, last_words, one_line
from geobrief.vocabulary import BOILERPLATE, DATES, PUBLISHED, SENTENCES, SET_ASIDE, TITLE, TOPICS

_MARGIN = 15  # columns of a row's name, with the blanks around it
_NARROWEST = 20  # columns of a row's text, even if the terminal hasn't got them
_FEW = 3  # places, or different quotes, that are shown for one label
_WORDS = 5  # words that are shown for one topic
_MANY = 30  # facts that are shown of one layer
_BEFORE = 30  # characters before a quote on a line of its own
_SHORT = 60  # characters of a quote among others

_TENSES: tuple[Tense | None, ...] = ("past", "now", "ahead", None)


@attrs.frozen
class Terminal:
    """Writes briefs to a rich console, one after the other."""

    console: Console

    def show(self, brief: Brief) -> None:
        """Write one brief, and an empty line."""
        with self.console:  # writes all of it at once
            self._print(Text(one_line(brief.id), "bold underline"))
            for name, texts in _rows(brief):
                for text in filter(None, texts):
                    self._row(name, text)
                    name = ""
            self._print(Text())

    def _row(self, name: str, text: Text) -> None:
        """A name and a text beside it; where the text is wrapped, its indentation goes on."""
        indent = len(text.plain) - len(text.plain.lstrip(" "))
        width = max(self.console.width - _MARGIN - indent, _NARROWEST)
        whole = text[indent:]
        if text.no_wrap:
            whole.truncate(width, overflow="ellipsis")
        for line in whole.wrap(self.console, width):
            line.rstrip()
            self._print(Text.assemble((f"  {name} ".ljust(_MARGIN), "cyan"), " " * indent, line))
            name = ""

    def _print(self, line: Text) -> None:
        self.console.print(line, soft_wrap=True)


def _rows(brief: Brief) -> Iterator[tuple[str, Iterable[Text]]]:
    """The rows of a brief: each a name and the texts beside it, each of which begins a line."""
    if TITLE.name in brief.layers:
        yield "Title", [_title(brief.title)]
    if PUBLISHED.name in brief.layers:
        yield "Published", [_published(brief.published)]
    if brief.length:
        yield from _body(brief)
    else:
        yield "Text", [_none("empty")]
    yield "Failed", [Text(one_line(f"{fault.analyzer}: {fault.message}"), "red") for fault in brief.failures]
    yield "Note", [Text(one_line(diagnostic.message), "yellow") for diagnostic in brief.diagnostics]


def _body(brief: Brief) -> Iterator[tuple[str, Iterable[Text]]]:
    if brief.language and brief.language.label not in ("en", "und"):
        yield "Language", [Text(brief.language.label)]
    if SENTENCES.name in brief.layers:
        yield "Lead", [_lead(brief.lead)]
    yield "Headings", [_quotes([quote]) for quote in brief.headings]
    for section in brief.sections:
        yield from _section(section)
    if DATES.name in brief.layers and PUBLISHED.name in brief.layers:
        yield "Ahead", [_ahead(brief)]


def _title(title: Fact | None) -> Text:
    return Text.assemble((title.label, "bold"), *map(_place, title.quotes[:1])) if title else _none("none in the text")


def _published(published: Fact | None) -> Text:
    if published is None:
        return _none("not known: the text doesn't say")
    return Text.assemble((published.label, "bold green"), *_evidence(published), _rule(published))


def _lead(lead: Quote | None) -> Text:
    return Text.assemble(lead.text or "", _place(lead)) if lead else _none("no sentence in the body")


def _ahead(brief: Brief) -> Text:
    if brief.published is None:
        return _none("not known: the article isn't dated")
    nothing = f"nothing dated after {brief.published.earliest}"
    if brief.ahead is None:
        return _none(nothing)
    if brief.ahead.earliest is None:
        return Text.assemble("no date", *_evidence(brief.ahead), f"; {nothing}")
    return Text.assemble((brief.ahead.label, "bold green"), *_evidence(brief.ahead))


def _section(section: Section) -> Iterator[tuple[str, Iterable[Text]]]:
    if section.layer == BOILERPLATE.name:
        for name, is_aside in ("Set aside", True), ("Litter", False):
            marks = [fact for fact in section.facts if (fact.label in SET_ASIDE) is is_aside]
            yield name, list(_by_label(marks)) or [_none("nothing")]
        return
    name = {TOPICS.name: "Topics", DATES.name: "Dates"}.get(section.layer, one_line(section.layer))
    if not section.facts:
        yield name, [_none("none")]
    elif section.shows == "interval":
        for tense in _TENSES:
            yield f"{name} {tense or ''}", _intervals(fact for fact in section.facts if fact.tense == tense)
    else:
        yield name, (_scores if section.shows == "score" else _by_label)(section.facts)


def _by_label(facts: Iterable[Fact]) -> Iterator[Text]:
    """Facts that are counted, as marks are: each label with its quotes, equal ones together."""
    ordered = sorted(facts, key=lambda fact: fact.label)
    for label, group in groupby(ordered, key=lambda fact: fact.label):
        quotes = [quote for fact in group for quote in fact.quotes]
        alike = _alike(quotes)
        parts = [part for equal in alike[:_FEW] for part in (", ", _quotes(equal))]
        yield Text.assemble((label, "bold"), _times(len(quotes)), "  ", *parts[1:], _more(len(alike) - _FEW))


def _intervals(facts: Iterable[Fact]) -> Iterator[Text]:
    """Facts with days, or with a direction, each with the words around it; others are counted."""
    placed: list[Fact] = []
    counted: list[Fact] = []
    for fact in facts:
        (placed if fact.tense or fact.earliest or fact.latest else counted).append(fact)
    for fact in placed[:_MANY]:
        days = f"  [{fact.earliest or ''}, {fact.latest or ''})" if fact.earliest or fact.latest else ""
        aside = "" if fact.in_body else "  not in the body"
        yield Text.assemble((fact.label, "bold"), days, _rule(fact), *map(_place, fact.quotes[:1]), (aside, "dim"))
        yield from (_one_row(quote) for quote in fact.quotes[:1])
    yield Text(_more(len(placed) - _MANY).lstrip(", "), "dim")
    yield from _by_label(counted)


def _scores(facts: Iterable[Fact]) -> Iterator[Text]:
    """Facts with a score, each with its strongest words; those of which nothing was found in one line at the end."""
    facts = list(facts)
    found = [fact for fact in facts if fact.quotes]
    for fact in found[:_MANY]:
        alike = _alike(fact.quotes)[:_WORDS]
        words = [part for equal in alike for part in (", ", f"«{_short(equal[0])}»", _times(len(equal)))]
        yield Text.assemble((fact.label, "bold"), _role(fact), f"  {_score(fact)}  ", *words[1:], _rule(fact))
    yield Text(_more(len(found) - _MANY).lstrip(", "), "dim")
    absent = ", ".join(f"{fact.label} {_score(fact)}" for fact in facts if not fact.quotes)
    yield _none(f"without evidence: {absent}" if absent else "")


def _alike(quotes: Iterable[Quote]) -> list[list[Quote]]:
    """The quotes grouped by their text, whatever the case; those that weigh most together go first."""
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault((quote.text or "").casefold(), []).append(quote)
    return sorted(groups.values(), key=lambda group: -sum(quote.weight or 0 for quote in group))


def _quotes(quotes: list[Quote]) -> Text:
    """Quotes of the same text, with their places."""
    places = ", ".join(f"{quote.start}–{quote.end}" for quote in quotes[:_FEW])
    return Text.assemble(f"«{_short(quotes[0])}»", (f" {places}{_more(len(quotes) - _FEW)}", "dim"))


def _evidence(fact: Fact) -> Iterator[Text]:
    for quote in fact.quotes[:_FEW]:
        yield Text.assemble("  ", _in_context(quote), _place(quote))


def _in_context(quote: Quote) -> Text:
    if quote.text is None:
        return Text("(the source was not saved)", "dim")
    return Text.assemble((quote.before, "dim"), f"«{quote.text}»", (quote.after, "dim"))


def _one_row(quote: Quote) -> Text:
    """A quote on a line of its own, with as much around it as has room."""
    space = " " * quote.before[-1:].isspace()
    words = last_words(quote.before.rstrip(), _BEFORE)
    text = Text.assemble("  ", _in_context(attrs.evolve(quote, before=f"{words}{space}")))
    text.no_wrap = True
    return text


def _place(quote: Quote) -> Text:
    where = "" if quote.where == "text" else f"{one_line(quote.where)} "
    return Text(f"  {where}{quote.start}–{quote.end}", "dim")


def _rule(fact: Fact) -> Text:
    return Text(f"  {one_line(fact.rule)}", "dim")


def _role(fact: Fact) -> Text:
    return Text(f"  {fact.role}" if fact.role else "", "green")


def _score(fact: Fact) -> str:
    return "not calibrated" if fact.score is None else f"{fact.score:.2f}"


def _short(quote: Quote) -> str:
    return first_words(quote.text or "", _SHORT)


def _times(count: int) -> str:
    return f" ×{count}" if count > 1 else ""


def _more(count: int) -> str:
    return f", and {count} more" if count > 0 else ""


def _none(text: str) -> Text:
    return Text(text, "dim")
