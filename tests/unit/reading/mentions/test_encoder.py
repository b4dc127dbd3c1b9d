"""The encoder of names: what it is shown, what it sees, and that it asks for what it needs."""

import builtins
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UsageError
from dragoman.language.pieces import load_pieces
from dragoman.model import Article, Span
from dragoman.reading.bare_tables import load_bare_tables
from dragoman.reading.mentions.encoder import FILE, FOLDER, Encoder, load_encoder
from dragoman.reading.mentions.encoder_input import MOST_PIECES, find_words, write_lines
from dragoman.reading.mentions.encoder_votes import hear_encoder
from dragoman.reading.mentions.votes import NEVER, USES, read_rights, read_thresholds
from dragoman.reading.sheet import Sheet
from dragoman.reading.tables import load_tables


def lay_out(text: str, language: str, *, bare: bool = False) -> Sheet:
    tables = load_bare_tables(language) if bare else load_tables(language)
    return Sheet(Article("page", language, text, None, Span(0, len(text))), tables)


def names(sheet: Sheet) -> set[tuple[str, str]]:
    return {(sheet.surface(v.chunk), v.chunk.kind) for v in hear_encoder(sheet).names}


@pytest.mark.parametrize(
    ("language", "text", "surface", "kind"),
    [
        ("en", "The talks were led by Henrik Dalgaard in Copenhagen.", "Henrik Dalgaard", "person"),
        ("en", "The talks were led by Henrik Dalgaard in Copenhagen.", "Copenhagen", "place"),
        ("ru", "Об этом сообщил журналистам Игорь Веретенников в Бишкеке.", "Игорь Веретенников", "person"),
        ("ru", "Об этом сообщил журналистам Игорь Веретенников в Бишкеке.", "Бишкеке", "place"),
        ("ar", "وقال الوزير كريم الجابري إن الوفد وصل إلى القاهرة أمس.", "كريم الجابري", "person"),
        ("ar", "وقال الوزير كريم الجابري إن الوفد وصل إلى القاهرة أمس.", "القاهرة", "place"),
        ("fa", "محمد کاظمی روز گذشته به تهران رسید.", "محمد کاظمی", "person"),
        ("fa", "محمد کاظمی روز گذشته به تهران رسید.", "تهران", "place"),
    ],
)
def test_a_name_in_a_plain_sentence_is_found(language: str, text: str, surface: str, kind: str) -> None:
    assert (surface, kind) in names(lay_out(text, language))


@pytest.mark.parametrize(
    ("language", "text", "surface", "kind"),
    [
        ("kk", "Министр Ерлан Тоқтаров дүйсенбіде Алматыға келді.", "Ерлан Тоқтаров", "person"),
        ("tr", "Bakan Mehmet Yıldırım dün Ankara'da konuştu.", "Mehmet Yıldırım", "person"),
        ("uk", "Міністр Олег Ткаченко вчора прибув до Львова.", "Олег Ткаченко", "person"),
        ("fr", "Le ministre Jean Moreau est arrivé hier à Lyon.", "Jean Moreau", "person"),
        ("zh", "外交部长王小明昨天在北京会见记者。", "王小明", "person"),
        ("zh", "外交部长王小明昨天访问了上海。", "上海", "place"),
        pytest.param(
            *("zh", "外交部长王小明昨天在北京会见记者。", "北京", "place"),
            marks=pytest.mark.xfail(reason="a preposition and a city are one piece, and a piece is not parted"),
        ),
    ],
)
def test_a_name_in_a_language_without_a_pack_is_found(language: str, text: str, surface: str, kind: str) -> None:
    assert (surface, kind) in names(lay_out(text, language, bare=True))


def test_a_proclitic_is_no_part_of_the_name() -> None:
    sheet = lay_out("التقى كريم الجابري ومحمد حسين في القاهرة.", "ar")
    assert ("محمد حسين", "person") in names(sheet)


def test_a_text_is_heard_the_same_way_twice() -> None:
    text = "Президент Казахстана Нурлан Сеитов прибыл в Ташкент."
    assert hear_encoder(lay_out(text, "ru")) == hear_encoder(lay_out(text, "ru"))


def test_a_text_without_words_has_neither_names_nor_trouble() -> None:
    votes = hear_encoder(lay_out(" … !", "en"))
    assert votes.names == ()


def test_a_very_long_sentence_is_read_to_its_end() -> None:
    sheet = lay_out("and so on, " * 400 + "said Henrik Dalgaard in Copenhagen", "en")
    assert ("Henrik Dalgaard", "person") in names(sheet)
    assert len(hear_encoder(sheet).doubt) == len(sheet.tokens)


@pytest.mark.parametrize(("text", "other"), [("( Oslo ) , said", "(Oslo), said"), ("« Заря » .", "«Заря».")])
def test_marks_are_shown_in_one_way_however_the_text_is_spaced(text: str, other: str) -> None:
    lines = [[line.pieces for line in write_lines(t, find_words(t), load_pieces())] for t in (text, other)]
    assert lines[0] == lines[1]


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=400))
def test_every_word_has_its_place_in_a_line_of_bounded_length(text: str) -> None:
    words = find_words(text)
    lines = list(write_lines(text, words, load_pieces()))
    assert sum(len(line.words) for line in lines) == len(words)
    assert all(len(line.pieces) <= MOST_PIECES for line in lines)
    assert all(0 <= place < len(line.pieces) for line in lines for place in line.words)


@pytest.mark.parametrize("language", ["ar", "en", "fa", "ru", "draft"])
def test_thresholds_are_probabilities(language: str) -> None:
    limits = [least for use in USES for least in read_thresholds("encoder", language, use).values()]
    assert limits
    assert all(0.0 < least <= 1.0 for least in limits)
    assert min(read_rights("encoder", language)["person"]) < NEVER


def test_the_network_is_refused_where_the_pieces_are_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.reading.mentions.encoder.DIGEST", "another")
    with pytest.raises(UsageError, match="trained with the pieces"):
        Encoder(FOLDER.joinpath(FILE).read_bytes(), load_pieces())


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = builtins.__import__

    def without(name: str, *rest: Any, **options: Any) -> Any:
        if name.startswith("onnxruntime"):
            raise ImportError(name)
        return whole(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"dragoman\[encoder\]"):
        Encoder(b"", load_pieces())


def test_the_network_is_small_enough_to_ship() -> None:
    assert len(FOLDER.joinpath(FILE).read_bytes()) < 16_000_000


def test_it_is_loaded_once() -> None:
    assert load_encoder() is load_encoder()
