"""From bytes to text: byte order mark, declared charset, UTF-8, detection, in this order."""

from __future__ import annotations

import codecs

import attrs

from geobrief._document import Diagnostic

__all__ = ["Decoded", "charset_of", "decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins like this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What pages and files mean by a label: the superset that browsers decode it with
# (WHATWG Encoding Standard, "Names and labels"). Keys are Python's names of codecs.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}

# Python's codecs that are no charset of a page or file; browsers dropped UTF-7 since it hides markup.
_NO_CHARSETS = frozenset(
    {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)

# Python opens a codec's module when it is first used. These are loaded with this module, so that a
# document in one of them opens no file but its own; others, and chardet, are loaded when first needed.
for _encoding in ("cp1252", *(encoding for _, encoding in _MARKS)):
    codecs.lookup(_encoding)

_EXAMINED = 65_536
"""How many bytes detection looks at: 7 ms; more doesn't change its mind."""

_SPARSE = 33
"""Below one other byte in so many, a text is Western: detection guesses from a handful of quotation marks."""


@attrs.frozen
class Decoded:
    """A text: the encoding it had (None: it was text), how many faulty sequences became U+FFFD, what to tell."""

    text: str
    encoding: str | None
    replacements: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def charset_of(media_type: str | None) -> str | None:
    """The charset that a media type declares.

    >>> charset_of("text/plain; charset=latin-1")
    'latin-1'
    """
    for parameter in (media_type or "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return None


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Decode `data`; `charset` is what its sender declared. Never raises for what the bytes are.

    A byte order mark goes first, and is dropped. Then the declared charset, unless it is unknown or
    doesn't fit; then UTF-8; then either of them with faults, if it is right twice as often as wrong;
    then what chardet detects. Declared names mean what browsers take them for: `latin-1` is Windows-1252.

    >>> decode(b"caf\\xe9", "latin-1")
    Decoded(text='café', encoding='cp1252', replacements=0, diagnostics=())
    >>> decode("naïve café ".encode() + b"\\xff").replacements
    1
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    declared = None if charset is None else _codec(charset)
    if declared is not None and (text := _fitting(data, declared)) is not None:
        return Decoded(text, declared)
    text = _strict(data, "utf-8")
    decoded = _with_faults(data, declared) if text is None else Decoded(text, "utf-8")
    if charset is None or decoded.encoding == declared:
        return decoded
    why = "it is unknown" if declared is None else "the bytes don't fit it"
    ignored = Diagnostic("text/charset-ignored", f"the declared charset {charset:.40} is ignored: {why}")
    return attrs.evolve(decoded, diagnostics=(ignored, *decoded.diagnostics))


def _codec(charset: str) -> str | None:
    """Python's name of the codec that a declared charset means, None if there is no such charset."""
    try:
        name = codecs.lookup(charset).name
        name = _MEANT.get(name, name)
        b" ".decode(name, "ignore")  # refuses codecs that are not of text, such as "hex"
    except (LookupError, UnicodeError, ValueError):  # ValueError: a NUL in the name
        return None
    return None if name in _NO_CHARSETS else name


def _fitting(data: bytes, declared: str) -> str | None:
    """The text, if the bytes fit the declared encoding. Any even number of bytes is UTF-16, even of plain English."""
    if declared.startswith(("utf-16", "utf-32")) and b"\0" not in data and _strict(data, "utf-8") is not None:
        return None
    return _strict(data, declared)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _with_faults(data: bytes, declared: str | None) -> Decoded:
    """The data in the declared encoding or in UTF-8, if one is right twice as often as wrong, else as detected."""
    for encoding in (declared, "utf-8"):
        if encoding is not None and _is_mostly_right(decoded := _replacing(data, encoding)):
            return decoded
    return _replacing(data, _detected(data))


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    # A U+FFFD that stands in the data is no fault; ignoring faults keeps it.
    faults = text.count("\ufffd") and text.count("\ufffd") - data.decode(encoding, "ignore").count("\ufffd")
    if not faults:
        return Decoded(text, encoding)
    places = "1 place" if faults == 1 else f"{faults} places"
    message = f"{places} could not be decoded as {encoding} and became U+FFFD"
    return Decoded(text, encoding, faults, (Diagnostic("text/replaced", message),))


def _is_mostly_right(decoded: Decoded) -> bool:
    """Whether a text has two characters beyond ASCII for each fault: in other encodings chance makes hardly any."""
    others = len(decoded.text) - len(decoded.text.encode("ascii", "ignore")) - decoded.replacements
    return others >= 2 * decoded.replacements


def _detected(data: bytes) -> str:
    """Python's name of the encoding that the data most likely has; Windows-1252 if nothing fits."""
    others = len(data) - len(data.decode("ascii", "ignore"))
    if others * _SPARSE < len(data) and _strict(data, "cp1252") is not None:
        return "cp1252"
    from chardet import EncodingEra, detect

    # Code pages of DOS, the old Macintosh and mainframes win only by accident in today's files.
    found = detect(data[:_EXAMINED], encoding_era=EncodingEra.MODERN_WEB | EncodingEra.LEGACY_ISO)
    return _codec(found["encoding"] or "cp1252") or "cp1252"
