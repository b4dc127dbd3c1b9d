import sys
import unicodedata

import pytest

from dragoman.language.scripts import MARK, count_scripts, digits_to_ascii, fold, fold_keep_length, isolate, script_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Алёна", "алена"),
        ("КРАЙ", "край"),
        ("Ҷумҳурӣ", "ҷумҳури"),
        ("مُحَمَّد", "محمد"),
        ("العـــراق", "العراق"),
        ("كابل", "کابل"),
        ("على", "علی"),
        ("أإآ", "ااا"),
        ("مدرسة", "مدرسه"),
        ("می‌رود", "می رود"),
        ("Çağlar  Café", "caglar cafe"),
        ("ﷲ", "الله"),
        ("O’Neill", "o'neill"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_folding_with_length_kept_gives_one_code_point_for_each():
    for code in range(min(sys.maxunicode, 0x1F000)):
        character = chr(code)
        if unicodedata.category(character) != "Cs":
            assert len(fold_keep_length(character)) == 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ёлка НАТО", "елка нато"),
        ("كَابل", f"ک{MARK}ابل"),
        ("می‌رود", "می رود"),
        ("İzmir", "İzmir"),
    ],
)
def test_fold_keep_length(text, folded):
    assert fold_keep_length(text) == folded


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Душанбе", "Cyrl"),
        ("Город Душанбе (Dushanbe)", "Cyrl"),
        ("کابل", "Arab"),
        ("Kabul", "Latn"),
        ("北京", "Hans"),
        ("東京タワーへ", "Jpan"),
        ("กรุงเทพ", "Thai"),
        ("თბილისი", "Geor"),
        ("12.05.2024 —", None),
        ("", None),
    ],
)
def test_script_of(text, script):
    assert script_of(text) == script


def test_count_scripts_counts_letters_only():
    assert count_scripts("ab, вг 12") == {"Latn": 2, "Cyrl": 2}


@pytest.mark.parametrize(("text", "ascii_text"), [("۱۴۰۲/٠٥", "1402/05"), ("abc 12", "abc 12"), ("१२", "12")])
def test_digits_to_ascii(text, ascii_text):
    assert digits_to_ascii(text) == ascii_text


def test_isolate_wraps_text_and_leaves_nothing_empty():
    assert isolate("کابل") == "\u2068کابل\u2069"
    assert isolate("") == ""
