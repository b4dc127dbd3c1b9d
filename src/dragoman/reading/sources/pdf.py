"""Pages from PDF: the text that is in it, page of paper after page of paper. Needs the extra ``pdf``.

A scan has none, and is ``Rejected`` as ``no-text``. Arabic and Persian are often stored letter form by letter form;
these are put back to the letters that one types.
"""

import logging
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from dragoman.model.pages import Page, Rejected
from dragoman.reading.pages.intake import PAGE_LIMIT, page_from_bytes
from dragoman.reading.sources.origin import Origin

SIZE_LIMIT = 100_000_000
SHEETS = 500
"""The most pages of paper that are read."""
_FORMS = tuple(chr(code) for code in (*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD)))


def iterate_pdf(stream: BinaryIO, origin: Origin) -> Iterator[Page | Rejected]:
    """Yield the one page of a PDF."""
    content = stream.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        yield Rejected(origin.name, origin.address, "too-large", f"more than {SIZE_LIMIT:,} bytes")
        return
    try:
        import pypdf  # noqa: F401  the extra
    except ImportError:
        yield Rejected(origin.name, origin.address, "unreadable", "PDF needs the extra: pip install 'dragoman[pdf]'")
        return
    yield page_from_pdf(content, origin)


def page_from_pdf(content: bytes, origin: Origin) -> Page | Rejected:
    """Make a page of a PDF; what is broken or locked is ``Rejected``."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is said in the rejection
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return Rejected(origin.name, origin.address, "encrypted", "the PDF needs a password")
        text = _read_sheets(reader)
    except Exception as error:  # noqa: BLE001  pypdf raises whatever broken files bring it to
        return Rejected(origin.name, origin.address, "malformed", f"no PDF that can be read: {type(error).__name__}")
    if sum(map(str.isalpha, text)) < 20:
        return Rejected(origin.name, origin.address, "no-text", "a PDF without text, such as a scan")
    kind, hint = "text/plain; charset=utf-8", origin.options.hint
    return page_from_bytes(origin.name, origin.address, text.encode("utf-8", "replace"), content_type=kind, hint=hint)


def _read_sheets(reader: "object") -> str:
    texts: list[str] = []
    size = 0
    for number, sheet in enumerate(reader.pages):  # type: ignore[attr-defined]
        if number >= SHEETS or size > PAGE_LIMIT // 4:
            break
        texts.append(restore_letters(sheet.extract_text()))
        size += len(texts[-1])
    return "\n\n".join(texts)


def restore_letters(text: str) -> str:
    r"""Put the forms that Arabic letters take in a word back to the letters.

    >>> restore_letters("\ufefb")
    'لا'
    """
    if not any(form in text for form in _FORMS):
        return text
    return "".join(unicodedata.normalize("NFKC", c) if c in _FORMS else c for c in text)
