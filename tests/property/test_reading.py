"""What holds of every reading, whatever the page says."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dragoman.language.packs import list_packs, load_pack
from dragoman.language.segmentation import split_sentences
from dragoman.language.tokens import tokenise
from dragoman.model import Article, Page, Reading, Rejected, Span, When
from dragoman.reading.reader import RuleReader, read_article
from dragoman.reading.tables import load_tables

LANGUAGES = ("en", "ru", "ar", "fa")
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NAMELESS = "\U00017000"  # a letter that Unicode gives no name of its own: Tangut
LETTERS = st.characters().filter(lambda c: not c.isalpha() or unicodedata.name(c, ""))

WORDS = {
    "en": "President Oskar Brennick of Chile met visited said that Foreign Minister Kojo Addai Kenya Kenyan CSTO 's "
    "and the in Nairobi on Monday will not Ministry , . ? : ; ( ) “ ” - former ex-president al-Haddad A. signed",
    "ru": "Президент Иван Берёзкин Чили встретился с посетил заявил , что министр иностранных дел Виктором Луниным "
    "Кении ОДКБ и в Найроби понедельник не будет бывший . ? « » — подписали соглашение который экс-президент А.",
    "ar": "الرئيس يوسف المنصوري التقى وزير الخارجية الكيني خالد البدري في نيروبي قال إن ، . ؟ « » و لم سوف أمس الذي "
    "منظمة معاهدة الأمن الجماعي وقعت اتفاقية بالوزير وللأردن السابق",
    "fa": "رئیس‌جمهور کامران سعیدی با وزیر امور خارجه کنیا رضا کاوه دیدار کرد در نایروبی گفت که ، . ؟ « » و نکرد "
    "خواهد دیروز سازمان پیمان امنیت جمعی امضا کردند سابق را می‌گوید همتای",
}
ODD = [
    "\u200c",
    "\u200f",
    "\u0640",
    "\u0651",
    "x" * 5000,
    "й\u0306",
    "’s",
    "''",
    "\u2028",
    "\ufeff",
    "ﷲ",
    "İ",
    "ß",
    "٣",
    "۱",
    "½",
]


def make_article(text, language, title=None):
    whole = f"{title}\n\n{text}" if title else text
    return Article(
        name="case",
        language=language,
        text=whole,
        title_span=Span(0, len(title)) if title else None,
        body_span=Span(len(whole) - len(text), len(whole)),
        published=When("2023-05-03", "stated"),
    )


def scrambled(language, most=40):
    """Sentences of real words in any order: far denser in names, titles and triggers than random letters."""
    words = st.sampled_from(WORDS[language].split())
    return st.lists(words | st.sampled_from(ODD[:4] + ODD[5:]), min_size=1, max_size=most).map(" ".join)


def test_a_letter_without_a_name_is_read():
    check(read_article(make_article(f"Иван {NAMELESS} приехал.", "ru")))


def test_a_lengthening_mark_is_no_name():
    check(read_article(make_article("دیدار ـ \u200f", "fa")))


def check(reading):
    text = reading.article.text
    ids = {r.id for r in reading.referents}
    assert len(ids) == len(reading.referents)
    for referent in reading.referents:
        assert referent.mentions
        assert referent.name.strip()
        for mention in referent.mentions:
            assert 0 <= mention.span.start < mention.span.stop <= len(text)
            assert mention.span.of(text) == mention.surface
            assert mention.surface == mention.surface.strip()
    for office in reading.offices:
        assert office.holder in ids
        assert office.of is None or office.of in ids
        assert office.span.of(text).strip()
        assert office.sentence.covers(office.span)
    for event in reading.events:
        assert set(event.participants) <= ids
        assert event.place is None or event.place in ids
        assert event.sentence.covers(event.trigger)
        assert event.sentence.of(text) in text
        assert event.sentence.of(text).strip()
    assert len({e.id for e in reading.events}) == len(reading.events)


@pytest.mark.parametrize("language", LANGUAGES)
@QUICK
@given(data=st.data())
def test_scrambled_sentences_are_read_soundly(language, data):
    text = data.draw(scrambled(language))
    title = data.draw(st.none() | scrambled(language, 8))
    check(read_article(make_article(text, language, title)))


@pytest.mark.parametrize("language", LANGUAGES)
@QUICK
@given(text=st.text(LETTERS, max_size=200))
@example(text="x" * 20_000)
@example(text="«" * 500)
@example(text="." * 500)
@example(text="- " * 300)
@example(text="\u200c" * 50)
@example(text="\u064b\u064c")
@example(text="A." * 200)
@example(text="وو" * 200)
def test_any_text_is_read_without_an_error(language, text):
    check(read_article(make_article(text, language)))


@pytest.mark.parametrize("language", LANGUAGES)
@QUICK
@given(data=st.data())
def test_mixed_scripts_are_read_without_an_error(language, data):
    words = st.one_of([st.sampled_from(WORDS[tag].split()) for tag in LANGUAGES] + [st.sampled_from(ODD)])
    text = " ".join(data.draw(st.lists(words, max_size=30)))
    check(read_article(make_article(text, language)))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_the_same_article_gives_the_same_reading(language, data):
    article = make_article(data.draw(scrambled(language)), language)
    assert read_article(article) == read_article(article)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.binary(max_size=300) | st.text(LETTERS, max_size=200).map(lambda t: t.encode("utf-8", "replace")))
def test_any_page_becomes_a_reading_or_a_rejection(content):
    page = Page(name="page", address="page.html", content=content, sha256="0" * 64)
    found = RuleReader().read(page)
    assert isinstance(found, Reading | Rejected)
    assert found == RuleReader().read(page)


@pytest.mark.parametrize("language", list_packs())
@QUICK
@given(text=st.text(LETTERS, max_size=300))
def test_tokens_and_sentences_are_stretches_of_the_text(language, text):
    tokens = tokenise(text, load_tables(language).morphology)
    assert all(text[t.start : t.stop] == t.text and t.text for t in tokens)
    assert all(a.stop <= b.start for a, b in pairwise(tokens))
    sentences = split_sentences(text, Span(0, len(text)), load_pack(language))
    assert all(s.of(text) == s.of(text).strip() != "" for s in sentences)
    assert all(a.stop <= b.start for a, b in pairwise(sentences))
    kept = "".join(s.of(text) for s in sentences)
    assert _letters(kept) == _letters(text)


def _letters(text):
    return [c for c in text if unicodedata.category(c)[0] in "LN"]
