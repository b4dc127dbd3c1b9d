"""Two names are as alike in one order as in the other, whatever they are: it never counts which page was first."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.meaning.entities import compare_names
from dragoman.meaning.entities.features import is_other_name
from dragoman.meaning.entities.names import code_name, score_names
from dragoman.meaning.entities.reach import liken_written

SYLLABLES = {
    "en": ("ba", "ri", "su", "vo", "le", "mi", "no", "zhe"),
    "ru": ("ба", "ри", "су", "во", "ле", "ми", "но", "же"),
    "fa": ("با", "ری", "سو", "وا", "له", "می", "نو", "ژه"),
}
SUFFIXES = {
    "en": ("ov", "ev", "in", "i", "zade", "yan", ""),
    "ru": ("ов", "ев", "ин", "и", "заде", "ян", ""),
    "fa": ("وف", "ف", "ین", "ی", "زاده", "یان", ""),
}
Written = tuple[str, str]


@st.composite
def written(draw: st.DrawFn) -> Written:
    """Draw a full name of syllables with a family name that often ends in a suffix, and its language."""
    tag = draw(st.sampled_from(sorted(SYLLABLES)))
    parts = [
        "".join(draw(st.lists(st.sampled_from(SYLLABLES[tag]), min_size=2, max_size=3)))
        for _ in range(draw(st.sampled_from((2, 2, 3))))
    ]
    name = " ".join(part.capitalize() for part in parts) + draw(st.sampled_from(SUFFIXES[tag]))
    return name, tag


@settings(deadline=None)
@given(written(), written())
def test_names_are_as_alike_in_either_order(a: Written, b: Written) -> None:
    assert liken_written(a, b) == liken_written(b, a)
    assert score_names(code_name(*a), code_name(*b)) == score_names(code_name(*b), code_name(*a))
    assert compare_names(a[0], b[0]).score == compare_names(b[0], a[0]).score


@given(*2 * [st.text("aeiobdgklmnrstvf", min_size=1, max_size=9)])
def test_either_may_be_another_name_by_a_suffix(a: str, b: str) -> None:
    assert is_other_name(a, b) is is_other_name(b, a)
