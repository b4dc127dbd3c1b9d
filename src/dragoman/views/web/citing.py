"""Lets reference managers take a page as what it is: meta tags and COinS, with the title in its own language."""

from urllib.parse import urlencode

from dragoman.chronicle.answers import PageView
from dragoman.chronicle.days import first_day

WEB = ("http://", "https://")


def cite_page(page: PageView) -> list[tuple[str, str]]:
    """Return the meta tags of a page, by name, as Zotero and Google Scholar read them."""
    tags = {
        "citation_title": page.title or page.name,
        "citation_author": page.author,
        "citation_publication_date": (first_day(page.published.value) or "").replace("-", "/"),
        "citation_journal_title": page.outlet,
        "citation_language": page.language,
        "citation_public_url": page.address if page.address.startswith(WEB) else None,
        "DC.identifier": f"sha256:{page.sha256}",
    }
    return [(name, value) for name, value in tags.items() if value]


def cite_openly(page: PageView) -> str:
    """Return the OpenURL of a page, for a ``span`` of class ``Z3988``.

    Source: ANSI/NISO Z39.88-2004, in the Dublin Core format that Zotero reads for web pages.
    """
    fields = {
        "ctx_ver": "Z39.88-2004",
        "rft_val_fmt": "info:ofi/fmt:kev:mtx:dc",
        "rft.type": "newspaperArticle",
        "rft.title": page.title or page.name,
        "rft.creator": page.author,
        "rft.publisher": page.outlet,
        "rft.date": first_day(page.published.value),
        "rft.language": page.language,
        "rft.identifier": page.address if page.address.startswith(WEB) else f"sha256:{page.sha256}",
    }
    return urlencode({name: value for name, value in fields.items() if value})
