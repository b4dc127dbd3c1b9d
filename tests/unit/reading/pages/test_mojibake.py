import pytest

from dragoman.model.pages import Page
from dragoman.reading.pages import decode_page, page_from_bytes
from dragoman.reading.pages.mojibake import repair_mojibake

RUSSIAN = "Министр прибыл в столицу соседней страны; переговоры пройдут завтра, сообщили в посольстве."
ARABIC = "وصل الوزير إلى العاصمة اليوم، وستجرى المحادثات غدا في مقر الوزارة."
PERSIAN = "وزیر امروز وارد پایتخت شد و گفت‌وگوها فردا در کاخ وزارت برگزار می‌شود؛ پیمان ژرف چاپ شد."
FRENCH = "Le ministre est arrivé à la capitale; les négociations auront lieu demain à l’hôtel."


def decode(content, content_type=None):
    page = page_from_bytes("a", "a.html", content, content_type=content_type)
    assert isinstance(page, Page)
    return decode_page(page)


TEXTS = [RUSSIAN, ARABIC, FRENCH, PERSIAN.replace("ژ", "ز")]  # cp1251 has no letter for a byte of ژ


@pytest.mark.parametrize("text", TEXTS, ids=["ru", "ar", "fr", "fa"])
@pytest.mark.parametrize("encoding", ["latin-1", "cp1251", "cp1256"])
def test_text_that_went_through_a_wrong_encoding_is_put_right(text, encoding):
    twice = f"<html><body><p>{text.encode().decode(encoding)}</p></body></html>"
    assert text in decode(twice.encode()).text


@pytest.mark.parametrize("text", [RUSSIAN, ARABIC, PERSIAN, FRENCH, "Ã la carte", "naïve café", "№ 5 — «да»", "ascii"])
def test_text_that_is_right_stays(text):
    assert repair_mojibake(text) is None


def page(text, charset):
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    return f'<html><head>{meta}<title>a</title></head><body><div class="c"><p>{text}</p></div></body></html>'


@pytest.mark.parametrize(
    ("text", "named", "encoding"),
    [
        (RUSSIAN, "windows-1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8_r"),
        (RUSSIAN, "iso-8859-5", "iso8859_5"),
        (ARABIC, "windows-1256", "cp1256"),
        (ARABIC, "iso-8859-6", "iso8859_6"),
        (PERSIAN.replace("ی", "ي"), "windows-1256", "cp1256"),
        (RUSSIAN, "utf-16", "utf-16"),
        (FRENCH, "windows-1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("label", ["right", "none", "utf-8", "iso-8859-1"])
def test_pages_in_old_encodings_whatever_they_are_labelled(text, named, encoding, label):
    charset = {"right": named, "none": ""}.get(label, label)
    assert text in decode(page(text, charset).encode(encoding)).text


@pytest.mark.parametrize("text", [RUSSIAN, ARABIC, PERSIAN], ids=["ru", "ar", "fa"])
@pytest.mark.parametrize("label", ["windows-1251", "windows-1256", "iso-8859-1", "koi8-r"])
def test_a_label_on_sound_utf_8_says_nothing(text, label):
    assert text in decode(page(text, label).encode(), f"text/html; charset={label}").text
