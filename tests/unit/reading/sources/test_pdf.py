import io

import pytest
from pypdf import PdfReader, PdfWriter

from dragoman.model.pages import Page, Rejected
from dragoman.reading.sources.opening import read_stream
from dragoman.reading.sources.origin import Origin
from dragoman.reading.sources.pdf import restore_letters

FORMS = {"ا": "\ufe8d", "ل": "\ufedf", "ر": "\ufeae", "ئ": "\ufe8b", "ي": "\ufef4", "س": "\ufeb2"}


def make_pdf(*lines: str) -> bytes:
    """A PDF of one sheet whose font says which letter each number stands for; no font file is needed."""
    letters = sorted(set("".join(lines)))
    numbers = {letter: number for number, letter in enumerate(letters, start=1)}
    mapped = "\n".join(f"<{numbers[letter]:04x}> <{letter.encode('utf-16-be').hex()}>" for letter in letters)
    shown = "\n".join(
        f"BT /F 12 Tf 50 {700 - 20 * row} Td <{''.join(f'{numbers[letter]:04x}' for letter in line)}> Tj ET"
        for row, line in enumerate(lines)
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{mapped}\nendbfchar endcmap end end"
    )
    streams = [f"<< /Length {len(text)} >>\nstream\n{text}\nendstream" for text in (shown, cmap)]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 6 0 R >> >> >>",
        *streams,
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
        "/DescendantFonts [7 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X "
        "/CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >> /DW 500 >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF"
    return made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def read(content: bytes) -> Page | Rejected:
    (page,) = read_stream(io.BytesIO(content), Origin("a", "a.pdf"), name="a.pdf")
    return page


@pytest.mark.parametrize(
    "text",
    ["Президент Карим Далеров принял посла Казахстана.", "The president Karim Daler received the ambassador."],
)
def test_text_is_read(text):
    page = read(make_pdf(text, text))
    assert isinstance(page, Page)
    assert page.content.decode().split("\n")[:2] == [text, text]


def test_arabic_that_is_stored_as_it_is_seen_is_read_as_it_is_typed():
    word = "الرئيس"
    seen = "".join(FORMS[letter] for letter in reversed(word))
    page = read(make_pdf(" ".join([seen] * 5)))
    assert isinstance(page, Page)
    assert page.content.decode().split() == [word] * 5


@pytest.mark.parametrize(("text", "typed"), [("ﻻ ﷲ", "لا ﷲ".replace("ﷲ", "الله")), ("plain ½", "plain ½"), ("", "")])
def test_letters_are_restored(text, typed):
    assert restore_letters(text) == typed


def lock(content: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_what_cannot_be_read_is_counted():
    whole = make_pdf("The president Karim Daler received the ambassador.")
    assert read(make_pdf("12")).reason == "no-text"
    assert read(lock(whole, "secret")).reason == "encrypted"
    assert isinstance(read(lock(whole, "")), Page)
    assert read(b"%PDF-1.7\nnothing").reason == "malformed"
    assert isinstance(read(whole[: -len(whole) // 6]), Page | Rejected)
