"""Text of strangers, made fit for one line of a terminal, a table or an error message."""

from __future__ import annotations

# What str.isprintable() refuses and is yet a part of ordinary writing.
_KEPT = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060")


def one_line(text: str) -> str:
    r"""The text on one line: runs of white space become a blank, what could steer a terminal is escaped.

    Escaped are control characters, so that no escape sequence is left, characters that override the
    writing direction, and what has no glyph: lone surrogates, private and unassigned code points.

    >>> print(one_line("Oil fell.\n\tGas \x1b[31mrose\x07"))
    Oil fell. Gas \x1b[31mrose\x07
    """
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(map(_shown, line))


def _shown(character: str) -> str:
    if character.isprintable() or character in _KEPT:
        return character
    return character.encode("unicode_escape").decode("ascii")


def first_words(text: str, length: int) -> str:
    """The text, or its first words and an ellipsis, in at most `length` characters.

    >>> first_words("the price of crude oil", 16)
    'the price of…'
    """
    if len(text) <= length:
        return text
    words, blank, _ = text[:length].rpartition(" ")
    return f"{words if blank else text[: length - 1]}…"


def last_words(text: str, length: int) -> str:
    """The text, or an ellipsis and its last words, in at most `length` characters.

    >>> last_words("the price of crude oil", 12)
    '…crude oil'
    """
    if len(text) <= length:
        return text
    _, blank, words = text[-length:].partition(" ")
    return f"…{words if blank else text[len(text) - length + 1 :]}"


def around(text: str, start: int, end: int, within: tuple[int, int], length: int) -> tuple[str, str]:
    """The words before and after a place of a text, as far as `within` goes, each in about `length` characters.

    >>> around("the price of crude oil fell", 13, 18, (0, 27), 9)
    ('…price of ', ' oil fell')
    """
    before = text[max(within[0], start - 4 * length) : start]
    after = text[end : min(within[1], end + 4 * length)]
    return (
        last_words(one_line(before), length) + " " * before[-1:].isspace(),
        " " * after[:1].isspace() + first_words(one_line(after), length),
    )
