"""Language: what the caller says, else what script and function words say, else undetermined; never a guess."""

from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

import geobrief
from geobrief import Document, Finding, Rule
from geobrief.analyzers.language import LANGUAGE_CHECK
from geobrief.vocabulary import LANGUAGE, Language

PIPELINE = geobrief.pipeline(only=[])

# The same news in many languages.
NEWS = {
    "en": "The minister said on Monday that the talks would go on next week and that gas had become dearer.",
    "de": "Die Ministerin sagte am Montag, dass die Gespräche in der nächsten Woche fortgesetzt werden.",
    "fr": "Le ministre a déclaré lundi que les discussions continueront et que le gaz est plus cher pour les familles.",
    "es": "El ministro señaló el lunes que la reunión será en España el próximo año y que la energía está más cara.",
    "it": "Il ministro ha detto lunedì che i colloqui continueranno e che il gas è sempre più caro per le famiglie.",
    "pt": "O ministro disse na segunda-feira que as conversas vão continuar e que o gás está mais caro para todos.",
    "nl": "De minister zei maandag dat de gesprekken worden voortgezet en dat het gas voor gezinnen duurder is.",
    "sv": "Ministern sade i måndags att samtalen ska fortsätta nästa vecka och att gasen har blivit dyrare.",
    "da": "Ministeren sagde mandag, at samtalerne skal fortsætte, og at gassen er blevet dyrere efter krigen.",
    "no": "Ministeren sa mandag at samtalene skal fortsette, og at gassen er blitt dyrere etter krigen nå.",
    "fi": "Ministeri sanoi maanantaina, että neuvottelut jatkuvat ja kaasu on kalliimpaa, mutta se ei ole kaikki.",
    "pl": "Minister powiedział w poniedziałek, że rozmowy będą kontynuowane i że gaz jest droższy dla rodzin.",
    "cs": "Ministr v pondělí řekl, že jednání budou pokračovat a že plyn je dražší, než byl v roce 2021.",
    "hr": "Ministar je u ponedjeljak rekao da će se razgovori nastaviti i da je plin skuplji nego što je bio.",
    "hu": "A miniszter hétfőn azt mondta, hogy a tárgyalások folytatódnak, és a gáz drágább, mint volt.",
    "ro": "Ministrul a spus luni că discuțiile vor continua și că gazul este mai scump pentru familii.",
    "tr": "Bakan, görüşmelerin gelecek hafta süreceğini söyledi. Bu, Türkiye için çok önemli bir konu.",
    "az": "Nazir bildirib ki, danışıqlar davam edəcək və bu, Azərbaycan üçün çox vacib bir məsələdir.",
    "id": "Menteri itu mengatakan bahwa pembicaraan akan dilanjutkan minggu depan dan harga gas tidak akan turun.",
    "ru": "Министр заявил, что переговоры продолжатся на следующей неделе и что газ стал дороже для семей.",
    "uk": "Міністр заявив, що переговори триватимуть наступного тижня і що газ став дорожчим для родин.",
    "bg": "Министърът заяви, че разговорите ще продължат и че газът е по-скъп за семействата.",
    "sr": "Министар је рекао да ће се разговори наставити и да је гас скупљи него што је био.",
    "el": "Ο υπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν.",
    "he": "השר אמר כי השיחות יימשכו בשבוע הבא.",
    "ar": "قال الوزير يوم الاثنين إن المحادثات ستستمر في الأسبوع المقبل على أن الغاز أصبح أغلى من قبل.",
    "fa": "وزیر روز دوشنبه گفت که مذاکرات هفته آینده ادامه خواهد یافت و گاز برای خانواده‌ها گران‌تر شده است.",
    "zh": "部长周一表示，会谈将于下周继续。",
    "ja": "大臣は月曜日、協議は来週も続くと述べた。",
    "ko": "장관은 월요일 회담이 다음 주에 계속될 것이라고 말했다.",
    "th": "รัฐมนตรีกล่าวว่าการเจรจาจะดำเนินต่อไป",
    "hi": "मंत्री ने सोमवार को कहा कि वार्ता जारी रहेगी।",
    "ka": "მინისტრმა ორშაბათს განაცხადა.",
}


def analyze(text: str, language: str | None = None) -> Document:
    return PIPELINE.analyze(text, media_type="text/plain", language=language)


def found(doc: Document) -> Finding[Language]:
    (finding,) = doc[LANGUAGE]
    return finding


def code(text: str) -> str:
    return found(analyze(text)).payload.code


@given(texts | st.lists(st.sampled_from([*NEWS.values(), "U.S. ", "de la ", "\n"]), max_size=4).map("".join))
def test_there_is_one_finding_and_it_shows_why(text: str) -> None:
    doc = analyze(text)
    finding = found(doc)
    assert bool(finding.evidence) == (finding.payload.code != "und")
    assert all(doc.slice(evidence).strip() for evidence in finding.evidence)
    assert finding.payload.score is None or 0 < finding.payload.score <= 1


@pytest.mark.parametrize("rule", LANGUAGE_CHECK.rules, ids=lambda rule: rule.id)
def test_each_rule_finds_its_example(rule: Rule) -> None:
    doc = PIPELINE.analyze(rule.example.text, **rule.example.given)
    finding = found(doc)
    assert finding.rule == rule.id
    assert "".join(doc.slice(evidence) for evidence in finding.evidence[:1]) == rule.example.finds


@pytest.mark.parametrize("language", NEWS)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert code(NEWS[language]) == language
    assert code(NEWS[language].upper()) in (language, "und")


@pytest.mark.parametrize(
    "text",
    [
        "U.S. Agrees to Sell Arms to Saudis",
        "A U.S. agency, once powerful, is dead at 108",
        "Nation's Smaller Jails Struggle to Cope With Surge",
        "San José de la Cruz beats El Paso",
        "Die Hard, La La Land and Das Boot",
        "De Gaulle et al. in situ: no, a la carte",
        "TO BE OR NOT TO BE A U.S. STATE",
        "LOL OMG so so happy 2day!!! http://example.org/a/de/la/el",
        "Net loss 3.2 mln vs 2.8 mln. Revs 1.4 billion",
        "Luis Inácio da Silva of the PT on Monday",
    ],
)
def test_short_english_is_english_or_undetermined(text: str) -> None:
    assert code(text) in ("en", "und")


@pytest.mark.parametrize("text", ["", " \n", "Oil", "$64.20", "Путин", "🙂🙂", "\ud800", "12 34", "x" * 5_000])
def test_what_cannot_be_told_is_undetermined(text: str) -> None:
    finding = found(analyze(text))
    assert (finding.payload, finding.rule, finding.evidence) == (Language("und"), "language/undetermined", ())


def test_names_and_quotes_in_other_languages_leave_english_english() -> None:
    text = f"{NEWS['en']} She called it “{NEWS['fr']}” and the paper 人民日报 agreed, as did Владимир and the others. "
    assert code(text + NEWS["en"]) == "en"


def test_a_long_menu_in_another_language_does_not_hide_the_article() -> None:
    assert code("Startseite Nachrichten Wetter Politik " * 60 + NEWS["en"] * 60) == "en"


@pytest.mark.parametrize(
    ("given_language", "expected"),
    [
        ("de", "de"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("zh-Hans-CN", "zh"),
        ("eng", "en"),
        ("ger", "de"),
        ("English", "en"),
        ("kk", "kk"),
        ("und", "und"),
    ],
)
def test_what_the_caller_says_goes_first(given_language: str, expected: str) -> None:
    doc = analyze(NEWS["fr"], given_language)
    finding = found(doc)
    assert (finding.payload, finding.rule) == (Language(expected), "language/given")
    assert [doc.slice(evidence) for evidence in finding.evidence] == [given_language]


def page(markup: str) -> Document:
    return PIPELINE.analyze(markup, media_type="text/html")


SAYS = [
    ('<html lang="{}">', "de-AT"),
    ('<meta property="og:locale" content="{}">', "de_DE"),
    ('<meta http-equiv="Content-Language" content="{}">', "de"),
    ('<script type="application/ld+json">{{"@type": "NewsArticle", "inLanguage": "{}"}}</script>', "German"),
]


@pytest.mark.parametrize(("says", "tag"), SAYS)
@pytest.mark.parametrize("text", [NEWS["de"], "64,20 €"])
def test_what_a_page_says_is_believed(says: str, tag: str, text: str) -> None:
    doc = page(f"{says.format(tag)}<p>{text}")
    finding = found(doc)
    assert (finding.payload, finding.rule) == (Language("de"), "language/page")
    assert [(doc.slice(evidence), evidence.where) for evidence in finding.evidence] == [(tag, "source")]
    assert doc.diagnostics == ()


@pytest.mark.parametrize("language", ["de", "fr", "ru", "el", "zh", "ja"])
def test_a_page_whose_words_differ_is_not_believed(language: str) -> None:
    doc = page(f"<html lang=en><p>{NEWS[language]}")
    assert found(doc).payload.code == language
    assert [item.id for item in doc.diagnostics] == ["language/page-ignored"]


def test_a_language_that_the_check_does_not_know_is_believed_unless_the_words_are_english() -> None:
    assert code_of_page("gl", NEWS["pt"]) == "gl"
    assert code_of_page("gl", NEWS["en"] * 3) == "en"


def code_of_page(tag: str, text: str) -> str:
    return found(page(f"<html lang={tag}><p>{text}")).payload.code


@pytest.mark.parametrize("tag", ["", "?", "und", "x-default", "{{lang}}"])
def test_a_tag_that_says_nothing_is_left_out(tag: str) -> None:
    assert found(page(f"<html lang='{tag}'><p>{NEWS['fr']}")).rule == "language/words"


def test_all_that_name_the_language_are_evidence() -> None:
    doc = page(f"<meta property=og:locale content=de_DE><p lang=fr>{NEWS['de']}<html lang=de>")
    assert [doc.slice(evidence) for evidence in found(doc).evidence] == ["de", "de_DE"]


@pytest.mark.parametrize("given_language", ["?", "x", "Klingonian", "12", "e n"])
def test_what_is_no_language_is_ignored_and_said(given_language: str) -> None:
    doc = analyze(NEWS["fr"], given_language)
    assert found(doc).payload.code == "fr"
    assert [item.id for item in doc.diagnostics] == ["language/ignored"]


@pytest.mark.parametrize("unit", ["a", "the ", "之", "и ", "a之"])
def test_time_grows_like_the_text_or_less(unit: str) -> None:
    analyze("warm")
    assert_linear(analyze, lambda size: unit * (size // len(unit)), 40_000)
