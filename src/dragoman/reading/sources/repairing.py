"""Makes XML that is broken well-formed, in time that grows with its length and no faster.

feedparser reads broken feeds too, but a megabyte that is meant to be hard takes it ten seconds. So it is given what is
whole: entities that only HTML knows become characters, prefixes that nobody has declared are declared, and libxml2
closes what is open. Elements nested deeper than it allows (256) are left out.
"""

import re
from html.entities import html5

from lxml import etree

from dragoman.reading.pages.intake import drop_controls

_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_PREFIX = re.compile(r"</?([A-Za-z][\w-]{0,30}):[A-Za-z]")
_DECLARED = re.compile(r"xmlns:([A-Za-z][\w-]{0,30})\s*=")
_ROOT = re.compile(r"<(?:[\w-]+:)?(?:rss|feed|rdf)(?=[\s>])", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^<>]{0,500}\?>")
_PREFIXES_LIMIT = 50
_NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "media": "http://search.yahoo.com/mrss/",
}


def repair_xml(text: str) -> bytes:
    """Return well-formed XML in UTF-8 with all that could be saved of a feed; nothing where nothing could."""
    text = drop_controls(_DECLARATION.sub("", text.lstrip("\ufeff"), count=1))
    text = _declare_prefixes(_NAMED.sub(_replace_entity, text))
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return b""
    return b"" if tree is None else etree.tostring(tree, encoding="utf-8", xml_declaration=True)


def _replace_entity(found: re.Match[str]) -> str:
    return found[0] if found[1] in _OF_XML else html5.get(found[1], "")


def _declare_prefixes(text: str) -> str:
    root = _ROOT.search(text)
    missing = sorted(set(_PREFIX.findall(text)) - set(_DECLARED.findall(text)))[:_PREFIXES_LIMIT]
    if root is None or not missing:
        return text
    declared = "".join(f' xmlns:{prefix}="{_NAMESPACES.get(prefix, f"urn:{prefix}")}"' for prefix in missing)
    return text[: root.end()] + declared + text[root.end() :]
