"""Frames: how a row is compiled, and where its trigger fits."""

import pytest
from tests.unit.reading.notation import make_sheet

from dragoman.errors import PackError
from dragoman.language.morphology import load_morphology
from dragoman.language.packs import list_packs
from dragoman.language.tables import Row
from dragoman.reading.events.frames import compile_frame, find_triggers, load_frames


def make_row(trigger, roles="participant=subj!", *, kind="meet", status=""):
    return Row(trigger=trigger, type=kind, roles=roles, status=status, example="")


def compile_english(*columns, **more):
    return compile_frame(make_row(*columns, **more), load_morphology("english"))


def test_a_row_becomes_elements_gaps_and_slots():
    frame = compile_english("held|holds .. talks", "participant=subj! participant=@with|between place=obj")
    assert len(frame.elements) == 3
    assert (frame.size, frame.type, frame.status, frame.alone) == (2, "meet", "happened", False)
    assert [(s.role, s.markers, s.required) for s in frame.slots] == [
        ("participant", ("subj",), True),
        ("participant", ("@with", "@between"), False),
        ("place", ("obj",), False),
    ]


def test_a_dash_means_that_the_event_needs_no_roles():
    assert compile_english("clashes", "-").alone


@pytest.mark.parametrize("roles", ["participant", "=subj", "participant="])
def test_a_role_without_a_name_or_marker_is_refused(roles):
    with pytest.raises(PackError, match="role=marker"):
        compile_english("met", roles)


def test_a_gap_may_say_how_far_it_reaches():
    assert compile_english("held ..3 talks").elements[1] == 3
    with pytest.raises(PackError, match="gap"):
        compile_english("held ..far talks")


def test_a_trigger_of_gaps_alone_is_refused():
    with pytest.raises(PackError, match="at least one word"):
        compile_english("..")


@pytest.mark.parametrize("tag", list_packs())
def test_every_pack_compiles(tag):
    frames = load_frames(tag)
    assert sum(len(f) for f in frames.by_key.values()) > 100


FITS = [
    ("met", "They met today.", True),
    ("met", "They meted out pay.", False),
    ("met|saw", "They saw him.", True),
    ("=May", "They may go.", False),
    ("=May", "In May they go.", True),
    ("negotiat*", "Negotiators came.", True),
    ("negotiat*", "They renegotiate.", False),
]


@pytest.mark.parametrize(("pattern", "text", "expected"), FITS)
def test_an_element_fits_by_key_by_surface_or_by_its_beginning(pattern, text, expected):
    element = compile_english(pattern).elements[0]
    assert any(element.fits(token) for token in make_sheet(text, "en").tokens) == expected


BARE = [
    ("تظاهر العمال في الميناء.", True),
    ("وتظاهر العمال في الميناء.", True),
    ("الحق في التظاهر مكفول.", False),
    ("اتهموا بتظاهر مرخص.", False),
    ("انتهت تظاهرتهم.", False),
]


@pytest.mark.parametrize(("text", "expected"), BARE)
def test_a_bare_word_takes_no_article_preposition_or_suffix(text, expected):
    row = make_row("^تظاهر", "-", kind="protest")
    frame = compile_frame(row, load_morphology("arabic"), closed=frozenset({"ب", "ل", "ك"}))
    assert any(frame.elements[0].fits(token) for token in make_sheet(text, "ar").tokens) == expected


def trigger_words(text, language):
    sheet = make_sheet(text, language)
    return {
        " ".join(sheet.tokens[i].text for i in trigger.used)
        for sentence in sheet.sentences
        for trigger in find_triggers(sheet, sentence)
    }


GAPS = [
    ("en", "Brennick held long and open talks.", "held talks", True),
    ("en", "Brennick held a post that needs talks.", "held talks", False),
    ("en", "Brennick held his ground; talks failed.", "held talks", False),
    ("en", "Brennick held his ground while talks failed.", "held talks", False),
    ("en", "Brennick held on. Talks failed.", "held Talks", False),
    ("ru", "Берёзкин провёл долгие и открытые переговоры.", "провёл переговоры", True),
    ("ru", "Берёзкин провёл день, который переговоры не изменили.", "провёл переговоры", False),
]


@pytest.mark.parametrize(("language", "text", "words", "expected"), GAPS)
def test_a_gap_stops_at_the_walls_of_its_clause(language, text, words, expected):
    assert (words in trigger_words(text, language)) == expected


def test_the_most_specific_trigger_comes_first():
    sheet = make_sheet("Brennick held talks with Addai.", "en")
    sizes = [t.frame.size for t in find_triggers(sheet, sheet.sentences[0])]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes
