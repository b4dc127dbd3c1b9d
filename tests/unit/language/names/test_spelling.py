"""Names of Turkic languages and Tajik as others spell them, and several names in one line; the people are invented."""

import pytest

from dragoman.language.names.forms import split_forms
from dragoman.language.names.spelling import find_languages, respell


@pytest.mark.parametrize(
    ("word", "writing", "language", "spelled"),
    [
        ("Çırak", "latn", "tr", "chirak"),
        ("Cem", "latn", "tr", "jem"),
        ("Ağırbaş", "latn", "tr", "agirbash"),
        ("Gʻofur", "latn", "uz", "ghofur"),
        ("Oʻtkir", "latn", "uz", "utkir"),
        ("Xurshid", "latn", "uz", "khurshid"),
        ("Ўткир", "cyrl", "uz", "откир"),
        ("Жўра", "cyrl", "uz", "джура"),
        ("Әсет", "cyrl", "kk", "есет"),
        ("Меңдібек", "cyrl", "kk", "менгдибек"),
        ("Äsel", "latn", "kk", "asel"),
        ("Jañabek", "latn", "kk", "zhangabek"),
        ("Ҷӯра", "cyrl", "tg", "джора"),
        ("Ýazgeldi", "latn", "tk", "yazgeldi"),
        ("Əli", "latn", "az", "ali"),
    ],
)
def test_words_are_spelled_as_others_do(word: str, writing: str, language: str, spelled: str) -> None:
    assert spelled in respell(word, writing, (language,))


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Gleb Marlow", None, ()),
        ("Cem Marlow", "tr", ("tr",)),
        ("Oʻtkir Gʻofurov", None, ("uz",)),
        ("Хуршед Ҷӯраев", None, ("tg",)),
        ("Əli Marlow", None, ("az",)),
    ],
)
def test_own_letters_show_the_language(name: str, language: str | None, expected: tuple[str, ...]) -> None:
    assert find_languages(name, language) == expected


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Глеб Ворсин", ("Глеб Ворсин",)),
        ("Глеб Ворсин / Гліб Ворсін", ("Глеб Ворсин", "Гліб Ворсін")),
        ("Глеб Ворсин/Гліб Ворсін", ("Глеб Ворсин", "Гліб Ворсін")),
        ("Глеб/Гліб", ("Глеб/Гліб",)),
        ("Anna Finch; Anna Marlow", ("Anna Finch", "Anna Marlow")),
        ("Anna Finch a.k.a. Anna Marlow", ("Anna Finch", "Anna Marlow")),
        ("Анна Марлоу - урождённая Финч", ("Анна Марлоу",)),
        ("Anna Osborn", ("Anna Osborn",)),
        ("", ("",)),
    ],
)
def test_a_line_may_hold_several_names(line: str, names: tuple[str, ...]) -> None:
    assert split_forms(line) == names
