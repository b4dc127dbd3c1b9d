"""Words of each language meet in their terms, and words that are not one stay apart."""

import pytest

from dragoman.language.terms import analyse_text, guess_languages, likely_language


def terms(text: str, language: str) -> list[str]:
    return [term.main for term in analyse_text(text, language)]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ("meeting", "Meetings", "met", "MEETS".capitalize())),
        ("en", ("minister’s", "ministers", "Minister's")),
        ("en", ("U.S.", "US")),
        ("en", ("Sana'a", "Sana’a", "sanaa")),
        ("ru", ("министр", "Министрами", "министру")),
        ("ru", ("учёт", "учета", "Учёту")),
        ("ru", ("встретился", "встретятся")),
        ("ar", ("وزير", "والوزراء", "الوزير", "وزيرًا", "وَزِير", "وزیر")),
        ("ar", ("الأمن", "الامن", "للأمن")),
        ("ar", ("اجتماعات", "الاجتماع", "باجتماعهم")),
        ("ar", ("خارجية", "الخارجية", "خارجيّـة")),
        ("ar", ("استقالة", "استقالته", "استقالتها")),
        ("ar", ("زيارة", "بزيارته", "وزيارتها")),
        ("fa", ("کتاب‌ها", "کتابها", "كتاب", "کتاب‌های")),
        ("fa", ("وزیران", "وزیر", "وزير")),
        ("fa", ("می‌شود", "میشود")),
        ("fa", ("بین‌المللی", "بینالمللی")),
        ("fa", ("گفت‌وگوی", "گفت‌وگو", "گفتگو")),
        ("fa", ("نمایندگی‌های", "نمایندگی", "نمایندگیها")),
        ("tr", ("Görüşme", "gorusme")),
        ("en", ("٢٠٢٤", "2024", "۲۰۲۴")),
    ],
)
def test_forms_of_one_word_meet(language: str, forms: tuple[str, ...]) -> None:
    assert len({tuple(terms(form, language)) for form in forms}) == 1, [terms(form, language) for form in forms]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("ar", "خارجية", "خارج"), ("ar", "فلسطين", "لسط"), ("ar", "وزيرة", "وزير"), ("fa", "ایرانی", "ایران"),
     ("ru", "министр", "министерство"), ("en", "minister", "ministry"), ("en", "US", "use")],
)  # fmt: skip
def test_two_words_stay_apart(language: str, one: str, other: str) -> None:
    first, second = ({t.main, *t.others} for text in (one, other) for t in analyse_text(text, language))
    assert first.isdisjoint(second)


def test_an_affix_written_apart_is_passed_over() -> None:
    assert terms("می شود کتاب ها", "fa") == terms("می‌شود کتاب‌ها", "fa")


def test_an_ambiguous_form_has_other_terms() -> None:
    [term] = analyse_text("стали", "ru")
    assert {term.main, *term.others} == {"стать", "сталь"}


def test_places_count_code_points_of_the_whole_text() -> None:
    text = "Алёна, 12.5: می‌شود!"
    found = [(term.start, term.stop) for term in analyse_text(text, "fa", start=100)]
    assert [text[start - 100 : stop - 100] for start, stop in found] == ["Алёна", "12", "5", "می‌شود"]


@pytest.mark.parametrize("text", ["", " - ", "…!?", "\u064b\u0640", "🙂"])
def test_what_has_no_word_has_no_term(text: str) -> None:
    assert terms(text, "ar") == []


@pytest.mark.parametrize("text", ["a_b c~d", '"quoted" * x:y ^', "л~о", "а\u0301б"])
def test_no_term_holds_what_an_index_cuts_at(text: str) -> None:
    assert all(set(term) <= set(term.strip('"*:^_ ')) for term in terms(text, "ru"))


@pytest.mark.parametrize(
    ("text", "language"),
    [("گفتگو", "fa"), ("وزير", "ar"), ("خارج", None), ("вазорати хориҷӣ", "tg"), ("выборы", "ru"), ("talks", None)],
)
def test_letters_of_one_language_tell_it(text: str, language: str | None) -> None:
    assert likely_language(text) == language


def test_a_query_is_read_in_the_languages_that_write_so() -> None:
    assert guess_languages("слово") == ("ru", "tg")
    assert guess_languages("كلمة") == ("ar", "fa")
    assert guess_languages("12") == ("und",)
