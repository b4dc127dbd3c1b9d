"""Names compared with reasons, and looked up; the people are invented."""

import pytest

from dragoman import names


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Шамиль Жуков", "Shamil Zhukov"),
        ("Жуков, Шамиль", "Shamil Zhukov"),
        ("Шамиль Иванович Жуков", "Shamil Zhukov"),
        ("Сами Аль-Кархи", "سامي الكرخي"),
        ("Sami al-Karkhi", "سامي الكرخي"),
        ("Sami Karkhi", "سامی کرخی"),
        ("Глеб Ворсин", "گلب ورسین"),
        ("Abd al-Malik Karkhi", "عبدالملك الكرخي"),
        ("Jean Leroux", "Жан Леру"),
        ("Michael Marlow", "Майкл Марлоу"),
        ("Jérôme Wauquelin", "Жером Воклен"),
        ("Şahin Çelik", "Шахин Челик"),
        ("Джамшед Вализода", "Ҷамшед Вализода"),
        ("Bob Marlow", "Роберт Марлоу"),
        ("Gleb Vorsin", "Gleb Vorsin"),
        ("Li Haiming", "李海明"),
        ("Ли Хаймин", "李海明"),
        ("Li Haiming", "Ли Хаймин"),
        ("Hsu Hai-ming", "徐海明"),
        ("Robert Marlow", "罗伯特·马洛"),
        ("Роберт Марлоу", "罗伯特·马洛"),
        ("روبرت مارلو", "罗伯特·马洛"),
        ("Paek Sung-chol", "Пэк Сын Чхоль"),
        ("Lim Jae-hyun", "Лим Чжэ Хён"),
        ("Kemal Çırakoğlu", "Кемаль Чиракоглу"),
        ("Necmettin Çırak", "نجم‌الدین چراق"),
        ("Oʻtkir Gʻofurov", "Уткир Гафуров"),
        ("O'tkir G'ofurov", "Utkir Gafurov"),
        ("Ўткир Ғофуров", "Utkir Gofurov"),
        ("Хуршед Ҷӯраев", "Khurshed Juraev"),
        ("Хуршед Ҷӯраев", "Хуршед Джураев"),
        ("Әсет Нұрғалиев", "Aset Nurgaliyev"),
        ("Äset Nūrğaliev", "Асет Нургалиев"),
        ("Gleb Marlow, Jr.", "گلب مارلو جونیور"),
        ("Gleb R. Marlow", "گلب آر. مارلو"),
        ("Ahmad Ali Fayzullahi", "احمدعلی فیض اللهی"),
        ("Brigadier General Sami Karkhi", "سامي الكرخي"),
        ("Gleb Vorsin", "Глеб Ворсин / Гліб Ворсін"),
        ("Anna Marlow (born Finch)", "Анна Марлоу - урождённая Финч"),
        ("Anna Finch a.k.a. Anna Marlow", "Анна Марлоу"),
    ],
)
def test_one_person(a: str, b: str) -> None:
    assert names.compare(a, b).same
    assert names.compare(b, a).value == pytest.approx(names.compare(a, b).value, abs=0.02)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Шамиль Жуков", "Gleb Vorsin"),
        ("Шамиль Жуков", "Shamil Vorsin"),
        ("John Marlow", "Джон Марловски"),
        ("سامي الكرخي", "Sami Barzani"),
        ("Шамиль Иванович Жуков", "Shamil Petrovich Zhukov"),
        ("Gleb Marlow Jr.", "Gleb Marlow Sr."),
        ("Li Haiming", "王海明"),
        ("Li Haiming", "李国强"),
        ("Robert Marlow", "罗伯特·库克"),
        ("Lim Jae-hyun", "Лим Чжон Хи"),
        ("Oʻtkir Gʻofurov", "Уткир Каримов"),
        ("Gleb Vorsin", "Шамиль Жуков / Шаміль Жуков"),
        ("", "Gleb Vorsin"),
        ("", ""),
    ],
)
def test_two_persons(a: str, b: str) -> None:
    assert not names.compare(a, b).same


def test_reasons_name_the_words_and_the_letters() -> None:
    score = names.compare("Jean Leroux", "Жан Леру")
    assert any("“Leroux” and “Леру”" in reason for reason in score.reasons)
    assert [(part.left, part.right) for part in score.parts] == [("Jean", "Жан"), ("Leroux", "Леру")]


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("Bob Marlow", "Robert Marlow", "forms of one given name"),
        ("J. Marlow", "John Marlow", "only an initial"),
        ("Marlow", "Джон Марлоу", "a bare name"),
        ("Marlow John", "John Marlow", "another order"),
        ("Gleb Marlow", "Gleb Anton Marlow", "stands only in the second name"),
        ("Шамиль Иванович Жуков", "Шамиль Петрович Жуков", "fathers' names"),
        ("Gleb Vorsin", "Анна Цой", "no word"),
    ],
)
def test_what_reasons_say(a: str, b: str, words: str) -> None:
    assert any(words in reason for reason in names.compare(a, b).reasons)


def test_candidates_are_ranked() -> None:
    among = ["Глеб Ворсин", "Шамиль Жуков", "سامي الكرخي", "Shamil Zhukovich"]
    assert names.candidates("Shamil Zhukov", among=among)[0].name == "Шамиль Жуков"
    assert names.candidates("Sami al-Karkhi", among=among)[0].name == "سامي الكرخي"
    assert names.candidates("Zoe Quill", among=among) == []


def test_index_keeps_the_best_name_of_an_id() -> None:
    index = names.NameIndex([("x", "Глеб Ворсин", "ru"), ("x", "گلب ورسین", "fa"), ("y", "Анна Цой", "ru")])
    found = index.find_nearest("Gleb Vorsin")
    assert [key for key, _ in found] == ["x"]
