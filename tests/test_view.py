"""Views: nothing of the kept text changes, every kept character maps home, views compose."""

from __future__ import annotations

import pickle

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import ranges, texts, words

from geobrief import View
from geobrief.errors import OffsetError, ViewGapError


@st.composite
def cuts(draw: st.DrawFn, more: int = 4) -> tuple[str, list[tuple[int, int]]]:
    text = draw(words | texts)
    return text, draw(st.lists(ranges(len(text)), max_size=more)) if text else []


def kept(text: str, left_out: list[tuple[int, int]]) -> list[int]:
    """The places in a text that no range leaves out and that aren't white space in or beside a gap, one by one."""
    out = [any(start <= i < end for start, end in left_out) for i in range(len(text))]
    for steps in (range(1, len(text)), range(len(text) - 2, -1, -1)):
        for i in steps:
            before = i - 1 if steps.step > 0 else i + 1
            out[i] = out[i] or (text[i].isspace() and out[before])
    return [i for i in range(len(text)) if not out[i]]


@given(cuts())
def test_the_kept_characters_are_the_same_in_the_same_order(cut: tuple[str, list[tuple[int, int]]]) -> None:
    text, left_out = cut
    view = View.leaving_out(text, left_out)
    homes = {}
    for at in range(len(view.text)):
        try:
            homes[at] = view.to_text(at, at + 1)[0]
        except ViewGapError:
            assert view.text[at] in " \n"  # a separator
    assert list(homes.values()) == kept(text, left_out)
    assert all(view.text[at] == text[home] for at, home in homes.items())


@given(cuts(), st.data())
def test_a_range_of_the_view_maps_home_and_back_or_crosses_a_gap(
    cut: tuple[str, list[tuple[int, int]]], data: st.DataObject
) -> None:
    text, left_out = cut
    view = View.leaving_out(text, left_out)
    if not view.text:
        return
    start, end = data.draw(ranges(len(view.text)))
    try:
        home = view.to_text(start, end)
    except ViewGapError:
        assert not any(s.at <= start and end <= s.at + s.end - s.start for s in view.segments)
    else:
        assert text[slice(*home)] == view.text[start:end]
        assert view.from_text(*home) == (start, end)


@given(cuts(), st.data())
def test_a_range_of_the_text_maps_into_the_view_exactly_if_it_is_kept(
    cut: tuple[str, list[tuple[int, int]]], data: st.DataObject
) -> None:
    text, left_out = cut
    if not text:
        return
    view = View.leaving_out(text, left_out)
    start, end = data.draw(ranges(len(text)))
    if set(range(start, end)) <= set(kept(text, left_out)):
        place = view.from_text(start, end)
        assert view.text[slice(*place)] == text[start:end]
        assert view.to_text(*place) == (start, end)
    else:
        with pytest.raises(ViewGapError, match="not wholly in the view"):
            view.from_text(start, end)


@given(cuts(more=6), st.data())
def test_views_compose_in_any_order(cut: tuple[str, list[tuple[int, int]]], data: st.DataObject) -> None:
    text, left_out = cut
    view = View.leaving_out(text, [])
    done: list[tuple[int, int]] = []
    for place in data.draw(st.permutations(left_out)):
        try:
            there = view.from_text(*place)
        except ViewGapError:
            continue  # some of it is gone already
        view = view.without([there])
        done.append(place)
    assert view == View.leaving_out(text, done)


@given(cuts(), st.data())
def test_what_a_view_leaves_out_may_cross_its_gaps(cut: tuple[str, list[tuple[int, int]]], data: st.DataObject) -> None:
    text, left_out = cut
    view = View.leaving_out(text, left_out)
    if not view.text:
        return
    start, end = data.draw(ranges(len(view.text)))
    gone = {home for at in range(start, end) for home in home_of(view, at)}
    inner = view.without([(start, end)])
    assert {home for at in range(len(inner.text)) for home in home_of(inner, at)} <= set(kept(text, left_out)) - gone


def home_of(view: View, at: int) -> range:
    try:
        return range(*view.to_text(at, at + 1))
    except ViewGapError:
        return range(0)


@pytest.mark.parametrize(
    ("text", "left_out", "expected"),
    [
        ("a X b", "X", "a b"),
        ("aXb", "X", "a\nb"),  # it took no separator
        ("a\nX b", "X", "a\nb"),
        ("a\r\nX b", "X", "a\nb"),  # one line break
        ("a \nX\n\n b", "X", "a\n\nb"),
        ("a\n \nX b", "X", "a\n\nb"),  # a line of blanks is blank
        ("a\u2028X b", "X", "a\nb"),
        ("a\tX\xa0b", "X", "a b"),
        ("a\n\n\n\nX b", "X", "a\n\nb"),
        ("X a", "X", "a"),
        ("\n\nX\n\na", "X", "a"),
        ("a X", "X", "a"),
        ("a\n\nX\n", "X", "a"),
        (" X ", "X", ""),
        ("X", "X", ""),
        ("a X\n\nX b", "X", "a\n\nb"),  # two gaps that meet
        ("a XX b", "X", "a b"),  # two ranges that touch
        (" a  X  b  c ", "X", " a b  c "),  # other white space stays
        ("a\n\nb", "\n", "a\n\nb"),
        ("a b", "-", "a b"),
    ],
)
def test_a_gap_leaves_the_widest_separator_that_it_took(text: str, left_out: str, expected: str) -> None:
    view = View.leaving_out(text, [(i, i + 1) for i, letter in enumerate(text) if letter == left_out])
    assert view.text == expected


@pytest.mark.parametrize("place", [(0, 0), (2, 1), (-1, 1), (0, 6), (3, 3)])
def test_a_range_outside_is_refused_everywhere(place: tuple[int, int]) -> None:
    view = View.leaving_out("abcde", [])
    for refuse in (
        view.to_text,
        view.from_text,
        lambda *at: view.without([at]),
        lambda *at: View.leaving_out("abcde", [(0, 4), at]),
    ):
        with pytest.raises(OffsetError, match="doesn't lie in"):
            refuse(*place)


def test_a_range_that_crosses_a_gap_says_so() -> None:
    view = View.leaving_out("one two three", [(4, 7)])
    assert view.text == "one three"
    with pytest.raises(ViewGapError, match="range 0–9 of the view crosses a gap"):
        view.to_text(0, 9)
    with pytest.raises(ViewGapError, match="range 0–7 of the text is not wholly in the view"):
        view.from_text(0, 7)


def test_a_view_is_a_value() -> None:
    view = View.leaving_out("one two three", [(4, 7)])
    view.to_text(0, 1)
    assert pickle.loads(pickle.dumps(view)) == view
    assert hash(view) == hash(View.leaving_out("one two three", [(4, 7), (5, 6)]))
    assert view.whole == "one two three"
    assert view.left_out == ((4, 7),)


@pytest.mark.parametrize("text", ["ab ", " ", "a\n\n", "   \n     ad"])
def test_many_gaps_take_linear_time(text: str) -> None:
    def make(n: int) -> tuple[str, list[tuple[int, int]]]:
        whole = text * n
        return whole, [(i, i + 1) for i in range(0, len(whole), 2)]

    def cut(made: tuple[str, list[tuple[int, int]]]) -> None:
        view = View.leaving_out(*made)
        for segment in view.segments:
            view.from_text(*view.to_text(segment.at, segment.at + 1))
        view.without((segment.at, segment.at + 1) for segment in view.segments)
        if view.text:
            view.without([(0, len(view.text))] * len(view.segments))

    assert_linear(cut, make, 1_000)
