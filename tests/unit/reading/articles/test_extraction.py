"""Messy pages of our own making, in four languages, flattened and as markup."""

import pytest

from dragoman.model.articles import Article
from dragoman.model.pages import Page, Rejected
from dragoman.reading.articles import extract_article
from dragoman.reading.pages import decode_page, page_from_bytes

RUSSIAN_BODY = (
    "Министр обороны Ольга Лесная приняла посла соседней страны Тимура Горского и обсудила с ним охрану границы.",
    "Стороны договорились провести осенью совместные учения, а весной открыть новый мост через реку.",
    "Посол поблагодарил за приём и пригласил министра посетить его страну с ответным визитом.",
)
RUSSIAN = f"""Главная » Новости » Политика
Версия для печати

Ольга Лесная приняла посла соседней страны

12.04.2021 10:15

{RUSSIAN_BODY[0]}
{RUSSIAN_BODY[1]}
{RUSSIAN_BODY[2]}

{RUSSIAN_BODY[0]}

{RUSSIAN_BODY[1]}

{RUSSIAN_BODY[2]}

Пётр Заречный

Фото: пресс-служба министерства
Просмотров: 1 204
Читайте также
В области открыли новую школу
Министр посетила завод
Оставить комментарий
Ваше имя
"""
ENGLISH = """Home > World > Asia

Foreign minister signs river treaty in Northport

Share this:
Facebook
Email

NORTHPORT, May 5 (Reuters) - Foreign Minister Ada Brook signed a treaty on the shared river on Tuesday, her office said.

The treaty had been negotiated for six years and will be put before both parliaments in the autumn.

More:

Harbour workers end their strike
President Vane to visit the islands next month

Brook said that the two countries would now turn to the question of fishing rights in the bay.

© 2019 Northport Courier. All rights reserved
Views: 2,311
ОСТАВЬТЕ ОТВЕТ
пожалуйста, введите ваше имя здесь
Related
Minister opens a library
A bridge too old, engineers warn...
"""
ARABIC = """الرئيسية » أخبار
وزيرة الخارجية تستقبل سفير الدولة المجاورة
2018-09-14T10:20:00+03:00

استقبلت وزيرة الخارجية سلمى النجار اليوم الجمعة سفير الدولة المجاورة كريم الوادي وبحثت معه التعاون بين البلدين.
وأكد الجانبان أهمية فتح المعبر الجديد قبل نهاية السنة، وتبادلا الرأي في قضايا المنطقة.

مواضيع ذات صلة
افتتاح معرض الكتاب في العاصمة
القراءات: 340
أضف تعليقا
"""
PERSIAN = """صفحه اصلی » سیاسی
وزیر خارجه با سفیر کشور همسایه دیدار کرد
تاریخ انتشار: ۱۴ اسفند ۱۴۰۱
وزیر خارجه امروز با سفیر کشور همسایه دیدار و درباره گسترش همکاری‌های مرزی گفت‌وگو کرد.
دو طرف بر آغاز ساخت پل تازه پیش از پایان سال آینده تأکید کردند و از پیشرفت کار خشنود بودند.
انتهای پیام/
بازدید: ۱۲۰
ارسال نظر
اخبار مرتبط
نمایشگاه کتاب در پایتخت گشوده شد
"""


def make_page(text, name="page", **known):
    content = text if isinstance(text, bytes) else text.encode()
    page = page_from_bytes(name, f"{name}.txt", content, **known)
    assert isinstance(page, Page)
    return page


def extract(text, **known):
    page = make_page(text, **known)
    decoded = decode_page(page)
    return decoded if isinstance(decoded, Rejected) else extract_article(decoded, page)


@pytest.mark.parametrize(
    ("text", "language", "title", "published", "first", "last"),
    [
        (
            RUSSIAN,
            "ru",
            "Ольга Лесная приняла посла соседней страны",
            "2021-04-12",
            "Министр обороны",
            "ответным визитом.",
        ),
        (
            ENGLISH,
            "en",
            "Foreign minister signs river treaty in Northport",
            None,
            "Foreign Minister Ada",
            "in the bay.",
        ),
        (ARABIC, "ar", "وزيرة الخارجية تستقبل سفير الدولة المجاورة", "2018-09-14", "استقبلت", "قضايا المنطقة."),
        (PERSIAN, "fa", "وزیر خارجه با سفیر کشور همسایه دیدار کرد", "2023-03-05", "وزیر خارجه امروز", "خشنود بودند."),
    ],
    ids=["ru", "en", "ar", "fa"],
)
def test_flattened_pages(text, language, title, published, first, last):
    article = extract(text)
    assert isinstance(article, Article)
    assert (article.language, article.title, article.published.value) == (language, title, published)
    assert article.body.startswith(first)
    assert article.body.endswith(last)


def test_the_repeated_body_comes_once_and_nothing_disappears():
    article = extract(RUSSIAN)
    assert article.body == "\n".join(RUSSIAN_BODY)
    assert article.author == "Пётр Заречный"
    assert [left.text for left in article.left_out if left.reason == "repeated"] == list(RUSSIAN_BODY)
    reasons = {left.text: left.reason for left in article.left_out}
    assert reasons["Главная » Новости » Политика"] == "navigation"
    assert reasons["12.04.2021 10:15"] == "date"
    assert reasons["Фото: пресс-служба министерства"] == "caption"
    assert reasons["Просмотров: 1 204"] == "counter"
    assert reasons["Министр посетила завод"] == "related"
    assert reasons["Ваше имя"] == "comment-form"


def test_the_dateline_is_kept_apart_and_names_the_agency():
    article = extract(ENGLISH)
    assert article.dateline == "NORTHPORT, May 5 (Reuters)"
    assert article.outlet == "Reuters"
    assert "Harbour workers" not in article.text
    assert "Facebook" not in article.text


def test_the_layout_is_title_empty_line_body_and_blocks_cover_it():
    article = extract(ARABIC)
    assert article.text == f"{article.title}\n\n{article.body}"
    assert article.body_span.stop == len(article.text)
    assert [block.role for block in article.blocks] == ["title", "body", "body"]
    assert "\n".join(block.span.of(article.text) for block in article.blocks[1:]) == article.body
    assert {block.language for block in article.blocks} == {"ar"}


def test_a_year_in_a_copyright_line_is_no_date():
    assert extract("© 2019 The Courier\n" + "\n".join(ENGLISH.split("\n")[8:12])).published.value is None


def test_blocks_have_their_own_language():
    tajik = "Вазирони корҳои хориҷии ду кишвар дар пойтахт вохӯрданд ва дар бораи ҳамкорӣ гуфтугӯ карданд."
    article = extract("\n".join([*RUSSIAN_BODY, tajik]))
    assert [block.language for block in article.blocks] == ["ru", "ru", "ru", "tg"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n".join(RUSSIAN_BODY), None),
        ("Будет ли мост через реку?\n" + "\n".join(RUSSIAN_BODY), "Будет ли мост через реку?"),
        ("Политика\nОльга Лесная приняла посла\n\n" + "\n".join(RUSSIAN_BODY), "Ольга Лесная приняла посла"),
        (
            "**Ольга Лесная приняла посла**\n2024-03-01T10:00:00+00:00\n\n" + RUSSIAN_BODY[1],
            "Ольга Лесная приняла посла",
        ),
        (RUSSIAN_BODY[0], None),
    ],
)
def test_titles(text, title):
    assert extract(text).title == title


@pytest.mark.parametrize(
    ("text", "reason", "where"),
    [
        ("รัฐมนตรีกล่าวว่าจะลงนามในสนธิสัญญาในฤดูใบไม้ผลิหลังการเจรจาสิ้นสุดลง", "unknown-language", "th"),
        ("<html><body><p>" + "รัฐมนตรีกล่าวว่าจะลงนามในสนธิสัญญา " * 9 + "</p></body></html>", "unknown-language", "th"),
        ("12345\n---\n2020", "no-text", ""),
        ("<html><head><script>x=1</script></head><body></body></html>", "no-text", "the markup holds no text"),
    ],
)
def test_rejections(text, reason, where):
    rejected = extract(text)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.where) == (reason, where)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "utf-16"])
def test_old_encodings(encoding):
    assert extract(RUSSIAN.replace("»", ">").encode(encoding)).title == "Ольга Лесная приняла посла соседней страны"


MARKUP = f"""<!DOCTYPE html><html lang="ru"><head><title>Ольга Лесная приняла посла | Вестник реки</title>
<meta property="og:title" content="Ольга Лесная приняла посла"><meta property="og:site_name" content="Вестник реки">
<meta property="article:published_time" content="2021-04-12T10:15:00+03:00"></head>
<body><nav><a href="/">Главная</a> <a href="/n">Новости</a></nav><article><h1>Ольга Лесная приняла посла</h1>
<p>{RUSSIAN_BODY[0]}</p><p>{RUSSIAN_BODY[1]}</p><p>{RUSSIAN_BODY[2]}</p><p>Фото: пресс-служба</p></article>
<aside><h3>Читайте также</h3><ul><li><a href="/1">В области открыли новую школу</a></li></ul></aside>
<footer>© 2024 Вестник реки</footer></body></html>"""


def test_markup():
    article = extract(MARKUP)
    assert (article.title, article.published.value) == ("Ольга Лесная приняла посла", "2021-04-12")
    assert article.body == "\n".join(RUSSIAN_BODY)


def test_a_flattened_page_inside_markup_is_read_as_one():
    article = extract(f"<html><body><pre>{RUSSIAN}</pre></body></html>")
    assert article.title == "Ольга Лесная приняла посла соседней страны"
    assert article.body == "\n".join(RUSSIAN_BODY)


def test_the_hint_decides_only_where_the_text_does_not():
    assert extract(RUSSIAN, hint="bg").language == "ru"


ILLUSTRATED = MARKUP.replace(
    "</article>",
    '<figure><img src="/b.jpg" alt="Мост через реку на закате"><figcaption>Мост через реку осенью</figcaption></figure>'
    "<p>Полный текст материала доступен только подписчикам.</p></article>"
    '<div class="more"><a href="/2">Жители города собрали подписи за новый парк</a></div>',
)


def test_captions_other_stories_and_a_paywall_are_kept_apart_from_the_body():
    article = extract(ILLUSTRATED)
    assert article.body == "\n".join(RUSSIAN_BODY)
    reasons = {left.text: left.reason for left in article.left_out}
    assert reasons["Мост через реку осенью"] == "caption"
    assert reasons["Полный текст материала доступен только подписчикам."] == "paywall"
    assert reasons["Жители города собрали подписи за новый парк"] == "related"
    assert "на закате" not in " ".join([article.text, *reasons])


HALF_SPACED = (
    "وزیر خارجه امروز با سفیر کشور همسایه دیدار و درباره همکاری‌های دوجانبه گفت‌وگو کرد و گفت این روند ادامه می‌یابد.",
    "دو طرف توافق‌نامه‌ای را درباره راه‌آهن امضا کردند و از پیشرفت گفت‌وگوها ابراز خشنودی کردند.",
    "سفیر نیز از میزبانی سپاسگزاری کرد و گفت که نشست‌های کارشناسی هفته آینده در پایتخت برگزار می‌شود.",
)


@pytest.mark.parametrize("written", ["\u200c", "&zwnj;", "&#8204;", "&#x200C;"])
def test_half_spaces_of_markup_stay(written):
    body = "".join(f"<p>{line}</p>" for line in HALF_SPACED).replace("\u200c", written)
    found = extract(
        f"<html><body><article><h1>دیدار و گفت{written}وگو</h1>{body}</article></body></html>", name="a.html"
    )
    assert isinstance(found, Article)
    assert all(line in found.text for line in HALF_SPACED)
    assert "دیدار و گفت‌وگو" in found.text
