"""Where sentences end."""

import pytest

from dragoman.language.packs import load_pack
from dragoman.language.segmentation import split_sentences
from dragoman.model import Span

CASES = [
    ("en", "He came. She left.", ["He came.", "She left."]),
    ("en", "He came! Did she? Yes.", ["He came!", "Did she?", "Yes."]),
    ("en", "Mr. Brennick came. He left.", ["Mr. Brennick came.", "He left."]),
    ("en", "Gen. J. Q. Brennick came.", ["Gen. J. Q. Brennick came."]),
    ("en", "The U.S. army came. It left.", ["The U.S. army came.", "It left."]),
    ("en", "It cost 3.5 million. Too much.", ["It cost 3.5 million.", "Too much."]),
    ("en", "“He came.” She left.", ["“He came.”", "She left."]),
    ("en", "He came… and left.", ["He came…", "and left."]),
    ("en", "See example.org for more.", ["See example.org for more."]),
    ("en", "One line\nAnother line", ["One line", "Another line"]),
    ("en", "No mark at all", ["No mark at all"]),
    ("en", "   ", []),
    ("en", "", []),
    ("ru", "Он приехал. Она уехала.", ["Он приехал.", "Она уехала."]),
    ("ru", "В 2023 г. он уехал. Потом вернулся.", ["В 2023 г. он уехал.", "Потом вернулся."]),
    ("ru", "А. И. Лунин приехал. Он устал.", ["А. И. Лунин приехал.", "Он устал."]),
    ("ru", "Это 3,5 млн. руб. за год.", ["Это 3,5 млн. руб. за год."]),
    ("ar", "وصل الوزير. ثم غادر.", ["وصل الوزير.", "ثم غادر."]),
    ("ar", "هل وصل؟ نعم!", ["هل وصل؟", "نعم!"]),
    ("ar", "قال: «وصلت.» ثم غادر.", ["قال: «وصلت.»", "ثم غادر."]),
    ("fa", "وزیر آمد. سپس رفت.", ["وزیر آمد.", "سپس رفت."]),
    ("fa", "آیا آمد؟ بله.", ["آیا آمد؟", "بله."]),
    ("fa", "نرخ ۳.۵ درصد است. بالاست.", ["نرخ ۳.۵ درصد است.", "بالاست."]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_sentences(language, text, expected):
    found = split_sentences(text, Span(0, len(text)), load_pack(language))
    assert [s.of(text) for s in found] == expected


@pytest.mark.parametrize("language", ["en", "ru", "ar", "fa"])
def test_only_the_span_is_split(language):
    text = "One. Two. Three. Four."
    found = split_sentences(text, Span(5, 16), load_pack(language))
    assert [s.of(text) for s in found] == ["Two.", "Three."]
