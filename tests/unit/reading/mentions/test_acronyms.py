"""Acronyms that a page introduces, and those that it uses without a word."""

import pytest
from tests.unit.reading.notation import read

INTRODUCED = [
    ("en", "The Chad Lake Council (CLC) met. Nobody left the CLC.", "Chad Lake Council", ["CLC", "CLC"]),
    # letters of another language, and a name that only its acronym bounds
    ("en", "The Harbour Service of Ghana (SPG) spoke. They trust SPG.", "Harbour Service of Ghana", ["SPG", "SPG"]),
    ("en", "The High Commission for Quiet Seas (HCQS) met.", "High Commission for Quiet Seas", ["HCQS"]),
    ("ru", "Совет по делам озера Чад (СОЧ) собрался. Он в СОЧ.", "Совет по делам озера Чад", ["СОЧ", "СОЧ"]),
    ("ru", "Об этом знает Северная рыбная комиссия (СРК).", "Северная рыбная комиссия", ["СРК"]),
    ("ar", "أعلن مجلس بحيرة تشاد (CLC) القرار. وانتقد CLC التأخير.", "مجلس بحيرة تشاد", ["CLC", "CLC"]),
    ("ar", "اتهمت حركة الشاطئ الأخضر (حشاخ) الحكومة. وردت حشاخ.", "حركة الشاطئ الأخضر", ["حشاخ", "حشاخ"]),
    ("fa", "شورای دریاچه چاد (CLC) بیانیه داد. CLC گفت", "شورای دریاچه چاد", ["CLC", "CLC"]),
]
NOT_INTRODUCED = [
    ("en", "The Free Trade Agreement (FTA) was signed."),
    ("en", "The Harbour Council of the town (GH) met."),
    ("ru", "Межконтинентальная ракета средняя (МРС) упала."),
    ("ru", "Он обвиняется в организации преступного сообщества (ОПС)."),
    ("ar", "قال صندوق الأسماك اليوم (الأحد) إنه مستعد"),
]
BARE = [
    ("en", "The head of the NFA left.", "NFA"),
    ("en", "The NFA met in the harbour.", "NFA"),
    ("en", "NFA said boats had left.", "NFA"),
    ("en", "The GDP increased.", None),
    ("en", "Head of JCS “North” left.", None),
    ("en", "THE NFA SAID SO.", None),
    ("ru", "Глава СРК уехал.", "СРК"),
    ("ru", "СРК сообщила о решении.", "СРК"),
    ("ru", "Приехал директор ФГБК «Север».", None),
    ("ru", "Дрон типа БПР упал.", None),
    ("ar", "وقالت NFA إنها مستعدة", None),
]


def bodies_of(text: str, language: str) -> dict[str, list[str]]:
    """Return the surfaces of every body by its name."""
    found = read(text, language).referents
    return {r.name: [m.surface for m in r.mentions if m.form == "name"] for r in found if r.kind == "organisation"}


@pytest.mark.parametrize(("language", "text", "name", "acronyms"), INTRODUCED)
def test_a_body_is_named_by_what_stands_in_brackets(language: str, text: str, name: str, acronyms: list[str]) -> None:
    assert bodies_of(text, language) == {name: [name, *acronyms]}


@pytest.mark.parametrize(("language", "text"), NOT_INTRODUCED)
def test_other_brackets_introduce_nobody(language: str, text: str) -> None:
    inside = text[text.index("(") + 1 : text.index(")")]
    assert all(inside not in surfaces for surfaces in bodies_of(text, language).values())


@pytest.mark.parametrize(("language", "text", "expected"), BARE)
def test_a_bare_acronym_is_a_body_where_it_acts(language: str, text: str, expected: str | None) -> None:
    assert next(iter(bodies_of(text, language)), None) == expected


def test_a_listed_body_keeps_its_id_where_its_name_is_written_otherwise() -> None:
    page = read("The Organisation for Security and Co-operation across Europe (OSCE) met.", "en")
    assert [r.reference for r in page.referents if r.kind == "organisation"] == ["organisation:osce"]


def test_the_page_decides_what_its_acronym_means() -> None:
    page = read("The Ostrich Society of Chad East (OSCE) met. Nobody left the OSCE.", "en")
    assert [(r.name, r.reference, len(r.mentions)) for r in page.referents if r.kind == "organisation"] == [
        ("Ostrich Society of Chad East", None, 3)
    ]
