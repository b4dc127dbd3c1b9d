"""The statistical tagger of names: its models, its features, and what its votes may do."""

import itertools

import pytest

from dragoman.model import Article, Span
from dragoman.reading.mentions import tagger
from dragoman.reading.mentions.tagger import hear_votes, load_model, load_thresholds, tag
from dragoman.reading.mentions.tagger_words import describe_shape
from dragoman.reading.mentions.votes import Rights, Vote, Votes
from dragoman.reading.mentions.voting import missing_names, settle_bodies, settle_persons
from dragoman.reading.sheet import Chunk, Sheet
from dragoman.reading.tables import load_tables

LANGUAGES = ("ar", "en", "fa", "ru")
EVERYTHING = {"person": 0.0, "organisation": 0.0, "place": 0.0}


def lay_out(text: str, language: str) -> Sheet:
    return Sheet(Article("page", language, text, None, Span(0, len(text))), load_tables(language))


def chunk(kind: str, first: int, stop: int, rule: str = "tagger") -> Chunk:
    return Chunk(kind, first, stop, first * 10, stop * 10 - 1, rule)


@pytest.mark.parametrize(
    ("language", "text", "surface", "kind"),
    [
        ("en", "The talks were led by Henrik Dalgaard in Copenhagen.", "Henrik Dalgaard", "person"),
        ("en", "The talks were led by Henrik Dalgaard in Copenhagen.", "Copenhagen", "place"),
        ("ru", "Об этом сообщил журналистам Игорь Веретенников в Бишкеке.", "Игорь Веретенников", "person"),
        ("ru", "Об этом сообщил журналистам Игорь Веретенников в Бишкеке.", "Бишкеке", "place"),
        ("ar", "وقال محمود عباس إن الوفد وصل إلى القاهرة أمس.", "محمود عباس", "person"),
        ("ar", "وقال محمود عباس إن الوفد وصل إلى القاهرة أمس.", "القاهرة", "place"),
        ("fa", "محمد کاظمی روز گذشته به تهران رسید.", "محمد کاظمی", "person"),
        ("fa", "محمد کاظمی روز گذشته به تهران رسید.", "تهران", "place"),
    ],
)
def test_a_name_in_a_plain_sentence_is_found(language: str, text: str, surface: str, kind: str) -> None:
    sheet = lay_out(text, language)
    assert (surface, kind) in {(sheet.surface(c), c.kind) for c in tag(sheet, EVERYTHING)}


def test_chunks_carry_the_rule_and_do_not_overlap() -> None:
    chunks = tag(lay_out("Anna Kern of the World Bank met Omar Haddad in Vienna. The bank agreed.", "en"), EVERYTHING)
    assert len(chunks) > 2
    assert {c.rule for c in chunks} == {"tagger"}
    assert all(one.stop <= other.first for one, other in itertools.pairwise(chunks))


def test_a_proclitic_is_no_part_of_the_name() -> None:
    sheet = lay_out("التقى محمود عباس ومحمد حسين في القاهرة.", "ar")
    second = [c for c in tag(sheet, EVERYTHING) if c.clitic == "و"]
    assert [sheet.surface(c) for c in second] == ["محمد حسين"]


def test_a_text_is_tagged_the_same_way_twice() -> None:
    text = "Президент Казахстана Нурлан Сеитов прибыл в Ташкент."
    assert hear_votes(lay_out(text, "ru")) == hear_votes(lay_out(text, "ru"))


def test_an_unreachable_threshold_leaves_nothing() -> None:
    assert tag(lay_out("Anna Kern met Omar Haddad in Vienna.", "en"), dict.fromkeys(EVERYTHING, 1.1)) == []


def test_kinds_without_a_threshold_are_left_out() -> None:
    found = tag(lay_out("Anna Kern met Omar Haddad in Vienna.", "en"), {"person": 0.0})
    assert {c.kind for c in found} == {"person"}


def test_a_language_without_a_model_has_no_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "load_model", lambda tag: None)
    sheet = lay_out("Anna Kern met Omar Haddad in Vienna.", "en")
    assert tag(sheet, EVERYTHING) == []
    assert set(hear_votes(sheet).doubt) == {1.0}


@pytest.mark.parametrize("text", ["", "...", "ـــ", "12 : 30", "\u200c"])
def test_text_without_words_has_no_names(text: str) -> None:
    assert [tag(lay_out(text, language), EVERYTHING) for language in LANGUAGES] == [[]] * len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_is_loaded_once_and_has_thresholds(language: str) -> None:
    assert load_model(language) is not None
    assert load_model(language) is load_model(language)
    assert all(0.5 <= least <= 1.0 for least in load_thresholds(language, "add").values())
    assert load_thresholds(language, "add")


def test_an_unknown_language_has_neither_model_nor_rights() -> None:
    assert load_model("xx") is None
    assert min(hear_votes(lay_out("Anna Kern", "tg")).rights("person")) > 1.0


@pytest.mark.parametrize(
    ("word", "shape"),
    [("Anna", "Aa"), ("UN", "AA"), ("A", "A"), ("al-Hadi", "a-"), ("McKay", "Aa+"), ("2026", "04"), ("«", "«")],
)
def test_shapes_say_how_a_word_is_written(word: str, shape: str) -> None:
    assert describe_shape(word) == shape


LIMITS = Rights(add=0.6, correct=0.8, refuse=0.9)


@pytest.mark.parametrize(
    ("rule", "person", "vote", "expected"),
    [
        ("name-parts", (0, 2), (0, 3), [(0, 3)]),
        ("title-name", (0, 2), (0, 3), [(0, 3)]),
        ("title-name", (0, 2), (0, 1), [(0, 2)]),
        ("name-parts", (0, 2), (0, 1), [(0, 1)]),
        ("name-parts", (0, 2), (0, 2), [(0, 2)]),
    ],
)
def test_a_sure_vote_widens_names_and_narrows_only_those_without_a_title(
    rule: str, person: tuple[int, int], vote: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    votes = Votes((Vote(chunk("person", *vote), 0.9),), (0.1,) * 4)
    settled = settle_persons([chunk("person", *person, rule)], votes, LIMITS)
    assert [(c.first, c.stop) for c in settled] == expected


@pytest.mark.parametrize(("rule", "kept"), [("name-parts", 0), ("title-name", 1)])
def test_only_names_without_a_title_can_be_refused(rule: str, kept: int) -> None:
    assert len(settle_persons([chunk("person", 0, 2, rule)], Votes((), (0.95, 0.95)), LIMITS)) == kept


def test_an_unsure_vote_changes_nothing() -> None:
    persons = [chunk("person", 0, 2, "name-parts")]
    votes = Votes((Vote(chunk("person", 0, 3), 0.5),), (0.5,) * 3)
    assert settle_persons(persons, votes, LIMITS) == persons


@pytest.mark.parametrize(
    ("kind", "probability", "found", "taken", "added"),
    [
        ("person", 0.7, [], [], 1),
        ("person", 0.5, [], [], 0),
        ("place", 0.9, [], [], 0),
        ("person", 0.7, [], [2], 0),
        ("person", 0.7, [chunk("place", 1, 2, "gazetteer:city")], [], 0),
        ("organisation", 0.7, [chunk("demonym", 1, 2, "gazetteer:demonym")], [], 1),
        ("person", 0.7, [chunk("demonym", 1, 2, "gazetteer:demonym")], [], 0),
        ("organisation", 0.7, [chunk("country", 1, 3, "gazetteer:territory")], [], 0),
    ],
)
def test_a_name_is_added_only_where_no_rule_speaks(
    kind: str, probability: float, found: list[Chunk], taken: list[int], added: int
) -> None:
    votes = Votes((Vote(chunk(kind, 1, 3), probability),), (0.1,) * 4)
    limits = {"person": LIMITS, "organisation": LIMITS}
    assert len(missing_names(votes, found, taken=taken, limits=limits)) == added


@pytest.mark.parametrize(
    ("vote", "probability", "taken", "expected"),
    [
        (("organisation", 0, 4), 0.9, set(), [(0, 4)]),
        (("organisation", 0, 4), 0.7, set(), [(1, 3)]),
        (("organisation", 0, 4), 0.9, {0}, [(1, 3)]),
        (("organisation", 0, 2), 0.9, set(), [(1, 3)]),
        (("place", 0, 4), 0.9, set(), [(1, 3)]),
    ],
)
def test_a_body_takes_longer_bounds_that_are_sure_and_free(
    vote: tuple[str, int, int], probability: float, taken: set[int], expected: list[tuple[int, int]]
) -> None:
    votes = Votes((Vote(chunk(*vote), probability),), (0.1,) * 4, {"organisation": LIMITS})
    settled = settle_bodies([chunk("organisation", 1, 3, "head:party")], votes, taken=taken)
    assert [(c.first, c.stop, c.rule) for c in settled] == [(*bounds, "head:party") for bounds in expected]


@pytest.mark.parametrize(("kind", "kept"), [("organisation", 0), ("place", 1), ("title", 1)])
def test_a_body_falls_where_the_model_may_refuse_its_kind(kind: str, kept: int) -> None:
    votes = Votes((), (0.95, 0.95), {"organisation": LIMITS})
    assert len(settle_bodies([chunk(kind, 0, 2, "head:party")], votes, taken=())) == kept


def test_the_part_of_a_day_is_no_part_of_a_name():
    names = tag(lay_out("وصل الرئيس خالد منصور صباح السبت إلى تونس.", "ar"), EVERYTHING)
    assert {(c.first, c.stop) for c in names if c.kind == "person"} == {(2, 4)}


def test_the_plural_of_an_adjective_of_origin_is_no_person():
    assert not [
        c for c in tag(lay_out("وقال السوريون إن الوفد وصل إلى القاهرة أمس.", "ar"), EVERYTHING) if c.first == 1
    ]
