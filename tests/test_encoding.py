"""Decoding: byte order mark, declared charset, UTF-8, detection; any bytes come out as text."""

from __future__ import annotations

import codecs

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

import geobrief
from geobrief.parsers.encoding import charset_of, decode

CHARSETS = st.sampled_from(
    "utf-8 UTF8 latin-1 cp1252 koi8-r utf-16 utf-32 gbk shift_jis iso2022_jp hz utf-7 hex rot13 base64 zlib idna "
    "punycode unicode_escape undefined mbcs ü \0".split(" ")
)

# News in the encodings of its time, each a sentence or two.
SAMPLES = {
    "cp1252": "The ministers said: “We won’t wait.” The plan – worth £3bn, or €3.5bn – was agreed in Orléans.",
    "cp1250": "Ministři řekli, že jednání bude pokračovat příští týden. Je důležité, aby země držely při sobě.",
    "iso8859-2": "Ministrowie powiedzieli, że w środę odbędzie się spotkanie państw członkowskich.",
    "cp1251": "Министры заявили, что переговоры продолжатся на следующей неделе. Страны договорились о поставках газа.",
    "koi8-r": "Министры заявили, что переговоры продолжатся на следующей неделе. Страны договорились о поставках газа.",
    "cp1253": "Οι υπουργοί δήλωσαν ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα.",
    "cp1255": "השרים אמרו כי השיחות יימשכו בשבוע הבא. לדבריהם המדינות צריכות להסכים על אספקת הגז.",
    "cp1256": "قال الوزراء إن المحادثات ستستمر الأسبوع المقبل. وأضافوا أن الدول يجب أن تتفق على إمدادات الغاز.",
    "gb18030": "部长们表示，会谈将于下周继续。他们说，各国必须就天然气供应达成一致。",
    "cp932": "閣僚らは、協議は来週も続くと述べた。各国はガス供給について合意しなければならないと語った。",
    "cp949": "장관들은 회담이 다음 주에 계속될 것이라고 말했다. 각국은 가스 공급에 합의해야 한다고 했다.",
}


@given(st.binary(max_size=300), st.none() | CHARSETS | st.text(max_size=20))
def test_any_bytes_are_decoded(data: bytes, charset: str | None) -> None:
    decoded = decode(data, charset)
    assert decoded.encoding is not None
    assert codecs.lookup(decoded.encoding)
    assert decoded.replacements <= decoded.text.count("\ufffd")
    assert (decoded.replacements > 0) == any(item.id == "text/replaced" for item in decoded.diagnostics)
    assert decode(data, charset) == decoded


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not text.startswith("\ufeff")))
def test_unicode_comes_back_whole(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(text.encode(), "utf-8").text == text
    for mark, encoding in [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ]:
        if encoding == "utf-16-le" and text.startswith("\0"):
            continue  # these bytes begin as UTF-32 does, and no one can tell
        decoded = decode(mark + text.encode(encoding), "koi8-r")  # the mark goes first
        assert (decoded.text, decoded.encoding, decoded.diagnostics) == (text, encoding, ())


@given(st.text(st.characters(codec="koi8-r")))
def test_a_declared_charset_that_fits_is_used(text: str) -> None:
    assert decode(text.encode("koi8-r"), "koi8-r").text == text


@pytest.mark.parametrize(
    ("declared", "data", "text"),
    [
        ("iso-8859-1", b"\x93No\x94 \xe9", "“No” é"),
        ("ascii", b"caf\xe9", "café"),
        ("gb2312", "镕".encode("gb18030"), "镕"),
        ("shift_jis", "①".encode("cp932"), "①"),
        ("iso-8859-9", b"\xddzmir", "İzmir"),
    ],
)
def test_a_label_means_what_browsers_take_it_for(declared: str, data: bytes, text: str) -> None:
    assert decode(data, declared).text == text


@pytest.mark.parametrize("charset", ["hex", "rot13", "utf-7", "idna", "unicode_escape", "no-such-charset", "", "\0"])
def test_what_is_no_charset_is_ignored_and_said(charset: str) -> None:
    decoded = decode("café".encode(), charset)
    assert decoded.text == "café"
    (diagnostic,) = decoded.diagnostics
    assert diagnostic.id == "text/charset-ignored"
    assert "unknown" in diagnostic.message


@pytest.mark.parametrize(
    ("charset", "data", "encoding"),
    [
        ("utf-8", "Orléans".encode("cp1252") * 40, "cp1252"),
        ("utf-16", b"Oil fell. ", "utf-8"),
        ("utf-16", b"Oil fell.", "utf-8"),
        ("utf-8", b"caf\xe9 in Paris, where the ministers met on Monday", "cp1252"),
    ],
)
def test_a_charset_that_does_not_fit_is_ignored_and_said(charset: str, data: bytes, encoding: str) -> None:
    decoded = decode(data, charset)
    assert decoded.encoding == encoding
    assert "text/charset-ignored" in [item.id for item in decoded.diagnostics]


def test_utf_8_with_a_fault_stays_utf_8() -> None:
    decoded = decode(f"{SAMPLES['cp1251']} ".encode() + b"\xd0")
    assert (decoded.encoding, decoded.replacements) == ("utf-8", 1)
    assert decoded.text == f"{SAMPLES['cp1251']} \ufffd"
    assert "1 place " in decoded.diagnostics[0].message


def test_a_replacement_character_in_the_data_is_no_fault() -> None:
    assert decode("a \ufffd b".encode()).replacements == 0
    assert decode("naïve café \ufffd déjà à côté où été né, là".encode() + b"\xff").replacements == 1


@pytest.mark.parametrize("encoding", SAMPLES)
@pytest.mark.parametrize("times", [1, 3, 100])
def test_what_nobody_declared_is_detected(encoding: str, times: int) -> None:
    text = SAMPLES[encoding] * times
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("mark", ["’", "“", "–", "£", "é", "ï", "ç", "•", "…", "€"])
def test_a_single_character_does_not_make_english_another_language(mark: str) -> None:
    text = f"The price of oil fell again on Monday, said the ministers {mark} of nine countries."
    assert decode(text.encode("cp1252")).text == text


def test_the_document_says_how_it_was_decoded() -> None:
    doc = geobrief.analyze(b"caf\xe9 in Paris", media_type="text/plain; charset=latin-1", only=[])
    assert (doc.text, doc.source.encoding, doc.diagnostics) == ("café in Paris", "cp1252", ())
    doc = geobrief.analyze(b"\xff" + "é".encode() * 10, media_type="text/plain; charset=none", only=[])
    assert (doc.text, doc.source.encoding) == ("\ufffd" + "é" * 10, "utf-8")
    assert [item.id for item in doc.diagnostics] == ["text/charset-ignored", "text/replaced"]


def test_a_declared_charset_with_a_fault_is_used() -> None:
    decoded = decode(SAMPLES["cp932"].encode("cp932") + b"\x81", "shift_jis")
    assert (decoded.text, decoded.encoding) == (SAMPLES["cp932"] + "\ufffd", "cp932")
    assert [item.id for item in decoded.diagnostics] == ["text/replaced"]


@pytest.mark.parametrize(
    ("media_type", "charset"),
    [
        (None, None),
        ("text/plain", None),
        ("text/plain; format=flowed", None),
        ("text/plain;charset=utf-8", "utf-8"),
        ("text/html; format=flowed; Charset = 'KOI8-R' ", "KOI8-R"),
    ],
)
def test_the_charset_of_a_media_type(media_type: str | None, charset: str | None) -> None:
    assert charset_of(media_type) == charset


@pytest.mark.parametrize("unit", [b"a", b"\xff", b"\xe9 ", "é".encode(), b"\xe9" + "é".encode(), bytes(range(256))])
def test_time_grows_like_the_data(unit: bytes) -> None:
    decode(b"\xe9\xe8 warm")
    assert_linear(decode, lambda size: unit * (size // len(unit)), 400_000)
