"""When pages of HTML were published: pages of our own making, in the ways that sites write their dates."""

import pytest
from lxml import html

from dragoman.model.pages import Page
from dragoman.reading.articles import extract_article
from dragoman.reading.articles.dating.localised import parse_localised
from dragoman.reading.articles.dating.stamps import parse_stamp
from dragoman.reading.articles.dating.structured import list_nodes
from dragoman.reading.articles.markup import read_markup
from dragoman.reading.pages import decode_page, page_from_bytes
from dragoman.reading.reader import clean_page

TITLE = "Ada Brook signs the river treaty in Northport"
BODY = (
    "Foreign Minister Ada Brook signed a treaty on the shared river on Tuesday in Northport, her office said, after "
    "six years of negotiations that had twice been broken off by her neighbours over the question of the lower "
    "harbour. "
)
TEXT = f"<p>{BODY}</p><p>{BODY.replace('Tuesday', 'the spot')}</p><p>{BODY.replace('six', 'seven')}</p>"


def page_of(*, title=TITLE, text=TEXT, language="en", **parts):
    head, above, below, after = (parts.get(part, "") for part in ("head", "above", "below", "after"))
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><title>{title}</title>{head}</head><body>{above}'
        f"<article><h1>{title}</h1>{below}{text}</article>{after}</body></html>"
    )


def date_of(page, *, address="https://example.org/a", fetched="2026-01-01"):
    return read_markup(page, address=address, fetched=fetched).publication


def data(**fields):
    given = ", ".join(f'"{name}": {value}' for name, value in fields.items())
    return f'<script type="application/ld+json">{{"@context": "https://schema.org", {given}}}</script>'


STAMP = '"2024-05-17T23:30:00+05:00"'
ARTICLE = data(**{"@type": '"NewsArticle"', "datePublished": STAMP, "headline": f'"{TITLE}"'})
GRAPH = (
    '<script type="application/ld+json">{"@context": "https://schema.org", '
    '"@graph": [{"@type": "WebSite", "name": "x"},'
    '{"@type": ["NewsArticle"], "datePublished": {"@value": "2024-05-17"}, "dateModified": "2024-05-19"}]}</script>'
)
LIST = (
    '<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle",'
    '"datePublished": "2020-01-02"}]}</script>'
)
TWO = (
    '<script type="application/ld+json">[{"@type": "NewsArticle", "headline": "Harbour strike ends", "datePublished":'
    f'"2020-01-02"}}, {{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2024-05-17"}}]</script>'
)
BROKEN = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ada "Red" Brook", '
    '"datePublished": "2024-05-17"}</script>'
)


@pytest.mark.parametrize(
    "page",
    [
        page_of(head=ARTICLE),
        page_of(head=GRAPH),
        page_of(head=TWO),
        page_of(head=BROKEN),
        page_of(head='<meta property="article:published_time" content="2024-05-17T10:00:00+03:00">'),
        page_of(head='<meta name="DC.date.issued" content="17.05.2024">', language="de"),
        page_of(head='<meta name="parsely-pub-date" content="2024-05-17T07:00:00Z">'),
        page_of(head='<meta name="sailthru.date" content="Fri, 17 May 2024 10:00:00 GMT">'),
        page_of(head='<meta name="citation_publication_date" content="2024/05/17">'),
        page_of(head='<meta itemprop="datePublished" content="1715940000">'),
        page_of(below='<time itemprop="datePublished" datetime="2024-05-17">yesterday</time>'),
        page_of(below='<p><time datetime="2024-05-17T08:00">8 am</time></p>'),
        page_of(below='<div class="byline">By Ivo Stone | May 17, 2024 | World</div>'),
        page_of(below="<div>17 May 2024, 10:15</div>"),
        page_of(below="<p>Published: 17 May 2024. Updated: 19 May 2024</p>"),
        page_of(above='<div class="post-date">17 May 2024</div>'),
    ],
)
def test_a_day_is_found_wherever_it_stands(page):
    assert date_of(page).published.value == "2024-05-17"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ru", "17 мая 2024 г., 10:15"),
        ("ru", "Дата публикации: 17.05.2024"),
        ("ar", "الجمعة 17 مايو 2024"),
        ("ar", "17 أيار 2024"),
        ("ar", "9 ذو القعدة 1445"),
        ("fa", "۲۸ اردیبهشت ۱۴۰۳ - ۱۰:۱۵"),
        ("fa-AF", "۲۸ ثور ۱۴۰۳"),
        ("fa", "۱۴۰۳/۰۲/۲۸"),
        ("tg", "17 майи 2024"),
        ("tr", "17 Mayıs 2024 Cuma"),
        ("de", "Freitag, 17. Mai 2024"),
        ("es", "17 de mayo de 2024"),
        ("pt-BR", "17/05/2024 às 10h15"),
        ("uk", "17 травня 2024"),
        ("kk", "2024 ж. 17 мамыр"),
        ("zh", "2024年5月17日 10:15"),
        ("ja", "2024年5月17日(金)"),
        ("ko", "2024년 5월 17일"),
        ("hi", "17 मई 2024"),
        ("en-GB", "17/05/2024 10:15"),
    ],
)
def test_visible_dates_in_the_way_of_the_language(language, line):
    assert parse_stamp(line, language) == "2024-05-17"


@pytest.mark.parametrize(
    ("language", "title", "line", "value"),
    [
        ("ru", "Ада Брукс подписала договор о реке", "17 мая 2024, 10:15", "2024-05-17"),
        ("ar", "آدا بروك توقع معاهدة النهر", "الجمعة، 17 مايو 2024", "2024-05-17"),
        ("fa", "آدا بروک پیمان رودخانه را امضا کرد", "جمعه ۲۸ اردیبهشت ۱۴۰۳", "2024-05-17"),
    ],
)
def test_a_date_below_the_headline_of_other_scripts(language, title, line, value):
    text = "".join(f"<p>{title} {i} و с in {title * 3}.</p>" for i in range(4))
    page = page_of(title=title, text=text, below=f'<span class="news-date">{line}</span>', language=language)
    assert date_of(page).published.value == value


@pytest.mark.parametrize(
    "page",
    [
        page_of(),
        page_of(after="<footer>© 2019 Northport Courier, 17 May 2019</footer>"),
        page_of(below="<p>Copyright 17 May 2019 Northport Courier</p>"),
        page_of(above='<div class="today">Friday, 17 May 2024</div><nav><a href="/">Home</a></nav>' + "<p>x</p>" * 9),
        page_of(after='<div class="comments"><div><time datetime="2024-05-18">18 May</time> So true!</div></div>'),
        page_of(
            after='<aside class="related"><time datetime="2023-01-02">2 January 2023</time> Harbour strike</aside>'
        ),
        page_of(head=LIST),
        page_of(head='<meta property="article:modified_time" content="2024-05-19">'),
        page_of(below="<p>Last updated: 19 May 2024</p>"),
        page_of(below="<p>On 17 May 2024 the two ministers will meet again in the old harbour hall.</p>"),
        page_of(below="<p>05/04/2024</p>"),
        page_of(head='<meta property="article:published_time" content="2031-05-17">'),
        page_of(head='<meta property="article:published_time" content="1970-01-01T00:00:00Z">'),
    ],
    ids=[
        "nothing",
        "footer",
        "copyright",
        "clock",
        "comment",
        "related",
        "list of stories",
        "changed only",
        "updated only",
        "sentence",
        "open order",
        "to come",
        "epoch",
    ],
)
def test_what_is_no_day_of_publication(page):
    assert date_of(page).published.value is None


def test_the_last_change_is_told_apart():
    found = date_of(page_of(head=GRAPH))
    assert (found.published.value, found.updated.value) == ("2024-05-17", "2024-05-19")
    assert date_of(page_of(below="<p>Last updated: 19 May 2024</p>")).updated.value == "2024-05-19"


def test_the_zone_is_kept_in_the_words_and_the_day_is_that_of_the_zone():
    found = date_of(page_of(head=ARTICLE)).published
    assert (found.value, found.words) == ("2024-05-17", "2024-05-17T23:30:00+05:00")


def test_a_stamp_in_utc_gives_way_to_the_day_that_readers_see():
    head = '<meta property="article:published_time" content="2024-05-16T22:30:00Z">'
    assert date_of(page_of(head=head, below="<p>17 May 2024</p>")).published.value == "2024-05-17"
    assert (
        date_of(page_of(head=head.replace("Z", "+03:00"), below="<p>17 May 2024</p>")).published.value == "2024-05-16"
    )


def test_places_that_disagree_are_noted():
    found = date_of(page_of(head=ARTICLE, below="<p>2 May 2024</p>")).published
    assert (found.value, found.note) == ("2024-05-17", "disagrees: below title 2024-05-02")
    unsound = date_of(page_of(head='<meta property="article:published_time" content="2031-05-17">')).published
    assert unsound.note == "disagrees: meta 2031-05-17"


def test_address_and_another_place_together_outweigh_the_most_trusted():
    page = page_of(head=ARTICLE, below="<p>2 May 2019</p>")
    assert date_of(page, address="https://example.org/2019/05/02/treaty").published.value == "2019-05-02"


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("https://example.org/2024/05/17/treaty", "2024-05-17"),
        ("https://example.org/news/2024-05-17-treaty.html", "2024-05-17"),
        ("https://example.org/news/treaty-20240517.html", "2024-05-17"),
        ("https://example.org/a/202405171079127690-treaty", "2024-05-17"),
        ("https://example.org/1403/02/28/treaty", "2024-05-17"),
        ("https://example.org/2024/05/treaty", None),
        ("https://example.org/news/20241317", None),
        ("https://example.org/a?date=2024-05-17", None),
        ("https://example.org/news/1234567", None),
    ],
)
def test_days_in_addresses(address, value):
    assert date_of(page_of(), address=address).published.value == value


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-05-17T10:00:00.000Z", "2024-05-17"),
        ("20240517T100000Z", "2024-05-17"),
        ("1715940000000", "2024-05-17"),
        ("Fri May 17 2024 10:00:00 GMT+0300 (MSK)", "2024-05-17"),
        ("17-May-2024", "2024-05-17"),
        ("2024-13-45", None),
        ("yesterday", None),
        ("", None),
        ("9" * 400, None),
    ],
)
def test_stamps(stamp, day):
    assert parse_stamp(stamp, "en") == day


def test_a_language_that_no_table_knows_reads_nothing():
    assert parse_localised("17 foo 2024", "xx-nonsense") is None


def test_structured_data_that_nests_without_end_is_no_error():
    tree = html.fromstring(f'<html><script type="application/ld+json">{"[" * 100_000}</script></html>')
    assert list_nodes(tree) == []


def test_the_article_has_the_date_of_its_page():
    content = page_of(head=ARTICLE).encode()
    page = page_from_bytes("a", "https://example.org/a", content, fetched="2024-06-01T00:00:00Z")
    assert isinstance(page, Page)
    assert extract_article(decode_page(page), page).published.value == "2024-05-17"


def test_a_page_is_not_published_after_it_was_fetched():
    assert date_of(page_of(head=ARTICLE), fetched="2023-01-01").published.value is None
    assert date_of(page_of(head=ARTICLE), fetched="2024-05-17T20:00:00Z").published.value == "2024-05-17"


def test_figures_of_iran_on_a_flat_page_are_no_day_before_the_web():
    page = "<html>۱۴۰۳/۰۲/۲۸<div>Foreign Minister Ada Brook signed a treaty on the shared river in Northport. "
    article = clean_page(page_from_bytes("a", "a.html", page.encode(), content_type="text/html"))
    assert article.published.value == "2024-05-17"
