"""Pages: bytes in, decoded text or a rejection out."""

from dragoman.reading.pages.decoding import DecodedPage, decode_page
from dragoman.reading.pages.intake import page_from_bytes

__all__ = ["DecodedPage", "decode_page", "page_from_bytes"]
