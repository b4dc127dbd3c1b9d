from unicodedata import normalize

import pytest

from dragoman.model.pages import Page, Rejected
from dragoman.reading.pages import DecodedPage, decode_page, page_from_bytes

RUSSIAN = "Министр прибыл в столицу соседней страны. Переговоры пройдут завтра, сообщили в посольстве."
ARABIC = "وصل الوزير إلى العاصمة اليوم، وستجرى المحادثات غدا في مقر الوزارة."
PERSIAN = "وزير امروز وارد پايتخت شد و گفتگوها فردا در وزارتخانه برگزار مي شود."
FRENCH = "Le ministre est arrivé à la capitale; les négociations auront lieu demain à l’hôtel."
TURKISH = "Bakan bugün başkente geldi; görüşmelerin yarın bakanlıkta yapılacağı açıklandı."


def decode(content, address="a.txt", content_type=None):
    page = page_from_bytes("a", address, content, content_type=content_type)
    assert isinstance(page, Page)
    return decode_page(page)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (ARABIC, "cp1256"),
        (ARABIC, "utf-16-le"),
        (PERSIAN, "cp1256"),
        (FRENCH, "cp1252"),
        (FRENCH, "utf-16-be"),
        (TURKISH, "cp1254"),
    ],
)
def test_encodings_are_recognised(text, encoding):
    decoded = decode(text.encode(encoding))
    assert isinstance(decoded, DecodedPage)
    assert decoded.text == text
    assert decoded.kind == "text"


def test_a_declared_charset_decides_between_equals_and_a_false_one_does_not():
    assert decode(RUSSIAN.encode("cp1251"), content_type="text/plain; charset=windows-1251").text == RUSSIAN
    assert decode(RUSSIAN.encode("cp1251"), content_type="text/plain; charset=utf-8").text == RUSSIAN
    assert decode(RUSSIAN.encode("koi8_r"), content_type="text/plain; charset=no-such").text == RUSSIAN
    html = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'
    assert RUSSIAN in decode(html.encode("cp1251"), "a.html").text


def test_nul_bytes_are_dropped_from_text():
    assert decode(b"The talks\x00 went on.\x00").text == "The talks went on."


def test_a_broken_byte_does_not_lose_the_page():
    content = (RUSSIAN * 20).encode() + b"\xd0"
    assert decode(content).text.startswith(RUSSIAN)


def test_line_ends_are_levelled():
    assert decode(b"one\r\ntwo\rthree").text == "one\ntwo\nthree"


@pytest.mark.parametrize("content", [bytes(range(1, 32)) * 40, b"\x00\x01\x02\x03 abc" * 200])
def test_control_characters_are_binary(content):
    decoded = decode(content)
    assert isinstance(decoded, Rejected)
    assert decoded.reason == "binary"


@pytest.mark.parametrize(
    ("content", "address", "kind"),
    [
        (b"<html><body><p>Talks</p></body></html>", "a.txt", "html"),
        (b"Talks went on.", "a.html", "text"),
        (b"<p>Talks</p>", "https://example.org/a", "html"),
        (b"Talks <br> went on", "a.htm", "html"),
    ],
)
def test_kind(content, address, kind):
    assert decode(content, address).kind == kind


def test_what_stands_before_the_text_does_not_tell_its_encoding():
    styles = b"<style>" + b"p{color:red}" * 6_000 + b"</style>"
    body = "".join(f"<p>{RUSSIAN}</p>" for _ in range(30))
    broken = decode(styles + body.encode() + "Ещё".encode()[:-1], "a.html")
    assert (broken.encoding, RUSSIAN in broken.text) == ("utf-8", True)
    old = decode(styles + body.encode("cp1251"), "a.html")
    assert (old.encoding, RUSSIAN in old.text) == ("cp1251", True)


def test_letters_of_two_characters_are_one_and_hidden_hyphens_are_none():
    decoded = decode(normalize("NFD", RUSSIAN + " Сергей, Андрей.").replace("Ан", "Ан\u00ad").encode())
    assert decoded.text == RUSSIAN + " Сергей, Андрей."
