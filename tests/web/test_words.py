"""Every word of the pages has its translation, and every translation what its message has."""

import re
from pathlib import Path

import pytest
from tests.scripts import load_script

from dragoman.views.web.languages import LOCALE, PLURALS, load_catalog, load_translations

LANGUAGES = ("ru", "ar", "fa")


@pytest.fixture(scope="module")
def words(root: Path) -> dict:
    found = load_script(root / "tools" / "collect_words.py").collect()
    assert len(found) > 100
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str, words: dict) -> None:
    catalog = load_catalog(language)
    strings = {message.id: message.string for message in catalog if message.id}
    missing = [id for id in words if id not in strings or not _whole(strings[id])]
    assert missing == [], f"run tools/collect_words.py and translate into {language}"
    assert [id for id in strings if id not in words] == [], "run tools/collect_words.py: no page says these any more"


def _whole(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_message(language: str) -> None:
    for message in load_catalog(language):
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            wanted = {place for id in ids for place in re.findall(r"%\(\w+\)s", id)}
            for string in strings:
                assert set(re.findall(r"%\(\w+\)s", string)) <= wanted, message.id


def test_a_number_takes_its_form() -> None:
    assert "источника" in load_translations("ru").ngettext("%(n)s source", "%(n)s sources", 2)
    assert "مصدران" in load_translations("ar").ngettext("%(n)s source", "%(n)s sources", 2)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "لا أحداث"), (1, "حدث واحد"), (2, "حدثان"), (3, "أحداث"), (10, "أحداث"), (11, "حدثًا"), (16, "حدثًا"),
     (99, "حدثًا"), (100, "حدث"), (102, "حدث"), (103, "أحداث"), (111, "حدثًا")],
)  # fmt: skip
def test_arabic_counts_in_six_forms(number: int, words: str) -> None:
    found = load_translations("ar").ngettext("%(n)s event", "%(n)s events", number)
    assert found.removeprefix("%(n)s").strip() == words


@pytest.mark.parametrize("number", [0, 1, 2, 50])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_falls_back_to_english(language: str, number: int) -> None:
    words, found = load_translations(language), {"%(n)s event", "%(n)s events"}
    assert words.ngettext("%(n)s event", "%(n)s events", number) not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_counts_as_its_language_does(language: str) -> None:
    catalogues = [path for path in LOCALE.joinpath(language).iterdir() if path.name.endswith(".po")]
    assert len(catalogues) > 3
    for path in catalogues:
        assert f'"Plural-Forms: {PLURALS[language]}\\n"' in path.read_text(encoding="utf-8"), path
