"""Russian words: keys, cases, tenses, and names brought to the nominative."""

import pytest

from dragoman.language.morphology import load_morphology
from dragoman.language.morphology.russian import Russian, stem


@pytest.fixture(scope="module")
def russian() -> Russian:
    return Russian()


def test_the_strategy_is_found_by_its_name() -> None:
    assert isinstance(load_morphology("russian"), Russian)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("министра", "министр"),
        ("встретились", "встретиться"),
        ("переговорах", "переговоры"),
        ("Ташкентом", "ташкент"),
        ("назначена", "назначен"),
        ("подписанного", "подписанный"),
        ("Ёлкина", "елкина"),
        ("ОДКБ", "одкб"),
        ("МИДа", "мид"),
    ],
)
def test_keys_hold_the_lemma(russian: Russian, word: str, key: str) -> None:
    assert key in {k.text for k in russian.keys(word)}


@pytest.mark.parametrize(
    ("word", "key"), [("назначена", "назначить"), ("подписанного", "подписать"), ("После", "посол")]
)
def test_keys_leave_out_what_the_form_does_not_mean(russian: Russian, word: str, key: str) -> None:
    assert key not in {k.text for k in russian.keys(word)}


def test_the_first_key_is_the_folded_surface(russian: Russian) -> None:
    for word in ("Министра", "пришёл", "МИД", "Касым-Жангир"):
        assert russian.keys(word)[0].text == russian.fold(word)


def test_no_key_peels_letters_off(russian: Russian) -> None:
    assert all((k.lead, k.tail, k.clitic) == (0, 0, "") for k in russian.keys("Тасмагулова"))


@pytest.mark.parametrize(("form", "key"), [("Совета", "совет"), ("Испании", "испания")])
def test_a_table_does_not_file_an_oblique_form_under_its_lemma(russian: Russian, form: str, key: str) -> None:
    assert key not in russian.index(form)
    assert russian.fold(form) in russian.index(form)


def test_forms_of_an_unknown_name_meet_in_table_and_text(russian: Russian) -> None:
    for text in ("Хардуна", "Хардуну", "Хардуном", "Хардуне"):
        keys = {k.text for k in russian.keys(text)}
        assert keys & set(russian.index("Хардун")), text
        assert keys & set(russian.index_rare("Хардун")), text


@pytest.mark.parametrize(
    ("word", "cases"),
    [
        ("президентом", {"ins"}),
        ("министр", {"nom"}),
        ("Казахстан", {"nom", "acc"}),
        ("Испании", {"gen", "dat", "loc"}),
        ("Шольц", {"nom"}),
        ("Тасмагуловым", {"ins"}),
        ("ОДКБ", {"nom", "gen", "dat", "acc", "ins", "loc"}),
        ("Рубилио", {"nom", "gen", "dat", "acc", "ins", "loc"}),
        ("заявил", set()),
        ("После", set()),
    ],
)
def test_cases(russian: Russian, word: str, cases: set[str]) -> None:
    assert russian.cases(word) == cases


@pytest.mark.parametrize(
    ("word", "cases"), [("источник", {"nom", "acc"}), ("заявил", set()), ("российский", set()), ("он", set())]
)
def test_noun_cases(russian: Russian, word: str, cases: set[str]) -> None:
    assert russian.noun_cases(word) == cases


@pytest.mark.parametrize(
    ("word", "tense"),
    [
        ("заявил", "past"),
        ("заявляет", "present"),
        ("посетит", "future"),
        ("посетить", "infinitive"),
        ("заявив", "gerund"),
        ("встреча", None),
        ("назначен", None),
        ("Навали", None),
    ],
)
def test_tense(russian: Russian, word: str, tense: str | None) -> None:
    assert russian.tense(word) == tense


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Сергея Соколова", "Сергей Соколов"),
        ("Нурмали Тасмагуловым", "Нурмали Тасмагулов"),
        ("Станислава Гося", "Станислав Гось"),
        ("Касым-Жангира Абаева", "Касым-Жангир Абаев"),
        ("Владимиром Ильичом Сомовым", "Владимир Ильич Сомов"),
        ("Ли Чэнцяна", "Ли Чэнцян"),
        ("Ким Чен Суном", "Ким Чен Сун"),
        ("Ангелы Шмидт", "Ангела Шмидт"),
        ("Марии Озеровой", "Мария Озерова"),
        ("Никола Варданяна", "Никол Варданян"),
        ("Роберта Фило", "Роберт Фило"),
        ("Антониу Гутейрриша", "Антониу Гутейрриш"),
        ("Бараком Орамой", "Барак Орама"),
        ("Мохаммеда бин Рашида", "Мохаммед бин Рашид"),
        ("Урсулы фон дер Ройен", "Урсула фон дер Ройен"),
        ("Александра Гриценко", "Александр Гриценко"),
        ("Дмитрием Чудаком", "Дмитрий Чудак"),
        ("Казиёева", "Казиёев"),
        ("Громова", "Громов"),
        ("Идрис Фальк", "Идрис Фальк"),
    ],
)
def test_names_come_to_the_nominative(russian: Russian, written: str, name: str) -> None:
    assert russian.base_name(tuple(written.split())) == name


@pytest.mark.parametrize(
    ("words", "together"),
    [
        (("Сергея", "Соколова"), True),
        (("Ангелой", "Шмидт"), True),
        (("Нурмали", "Тасмагуловым"), True),
        (("Соколова", "Дмитрий"), False),
        (("Шольца", "Джоном"), False),
    ],
)
def test_agree(russian: Russian, words: tuple[str, ...], together: bool) -> None:
    assert russian.agree(words) is together


def test_knows_words_but_no_names(russian: Russian) -> None:
    assert russian.knows("встреча")
    assert not russian.knows("Хардун")


@pytest.mark.parametrize(("word", "root"), [("Тасмагулова", "тасмагулов"), ("Хардун", "хардун"), ("дом", None)])
def test_stem(word: str, root: str | None) -> None:
    assert stem(word) == root


@pytest.mark.parametrize(("word", "said"), [("осуждаем", True), ("хочу", True), ("хочет", False), ("письмо", False)])
def test_verbs_in_the_first_person(russian: Russian, word: str, said: bool) -> None:
    assert russian.first_person(word) is said


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Анне Луниной", "femn"), ("Иваном Берёзкиным", "masc"), ("Лунин", None), ("Саша Лунин", None)],
)
def test_gender_of_given_names(russian: Russian, name: str, gender: str | None) -> None:
    assert russian.gender(tuple(name.split())) == gender
