"""Which encoding a page was written in.

Western packages guess among a hundred encodings and confuse the two old Cyrillic ones on short pages. The old encodings
that news in Cyrillic, Arabic or Latin letters uses are few, and one count of the bytes tells them apart: in the right
one, the commonest letters of the alphabet are the commonest letters of the page, and most are lower case.
"""

import codecs
import re
from collections import Counter
from functools import cache

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = ("cp1252", "cp1254", "cp1250")
_CANDIDATES = ("cp1251", "koi8_r", "cp866", "iso8859_5", "cp1256", "iso8859_6", *_LATIN)
_ASCII_LETTERS = re.compile(rb"[A-Za-z]+")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_ALIASES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_HIGH_BYTES = frozenset((0x00, 0x04, 0x05, 0x06, 0x20))
_SAMPLE = 65_536
_HIGH = re.compile(rb"[\x80-\xff]")
_SLACK = 0.01
_LETTERS = {
    "оеаинтсрвлкмдпуяызьбгчйхжшюцщэфъё": 0.75,
    "اليمنتورعبدهسكفقةجحشخصطأىغضزءثذإظئآؤپچژگیک\u200c": 0.75,
    "éèàçêâîôûùëïüöäñóíáúãõßğışřžčěůłąęćń’‘“”–—…«»\xa0": 0.2,
}


def decode_bytes(content: bytes, *, content_type: str | None = None) -> tuple[str, str] | None:
    """Return the text and the name of its encoding, or ``None`` where no encoding fits."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), encoding
    wide = _wide_encoding(content)
    if wide:
        return content.decode(wide, "replace"), wide
    bare = content.replace(b"\x00", b"")
    try:
        return bare.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_old(bare, _declared_charset(bare, content_type))


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is the number of an alphabet's block, or zero."""
    sample = content[:_SAMPLE]
    if len(sample) < 4 or (b"\x00" not in sample and sample.count(b"\x04") + sample.count(b"\x06") < len(sample) // 4):
        return None
    shares = [sum(map(sample[start::2].count, _HIGH_BYTES)) / len(sample[start::2]) for start in (0, 1)]
    zeros = [sample[start::2].count(0) / len(sample[start::2]) for start in (0, 1)]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if shares[start] > 0.9 and shares[1 - start] < 0.5 and zeros[1 - start] < 0.1:
            return encoding
    return None


def _declared_charset(content: bytes, content_type: str | None) -> str | None:
    header = _HEADER_CHARSET.search(content_type or "")
    meta = _CHARSET.search(content[:8192])
    named = header.group(1) if header else meta.group(1).decode("ascii", "replace") if meta else ""
    name = _ALIASES.get(named.lower(), named)
    try:
        return codecs.lookup(name).name if name else None
    except (LookupError, ValueError):
        return None


def _decode_old(content: bytes, declared: str | None) -> tuple[str, str] | None:
    text = content.decode("utf-8", "replace")
    if text.count("\ufffd") <= max(2, _SLACK * len(text)) and not text.isascii() and _has_multibyte(content):
        return text, "utf-8"
    scores = {encoding: score_encoding(content, encoding) for encoding in _candidates(content)}
    best = max(scores, key=lambda encoding: scores[encoding])
    if declared and declared not in ("utf-8", "utf_8") and _fits(content, declared, scores, best):
        best = declared
    return content.decode(best, "replace"), best


def _candidates(content: bytes) -> tuple[str, ...]:
    """A page of mostly unaccented Latin letters is Latin, whatever its few high bytes would be elsewhere."""
    sample = _choose_sample(content)
    plain = sum(map(len, _ASCII_LETTERS.findall(sample)))
    high = sum(1 for byte in sample if byte >= 0x80)
    markup = sample.count(b"<") > 20
    return _LATIN if plain > 2 * high and not markup else _CANDIDATES


def _choose_sample(content: bytes) -> bytes:
    """Return the beginning, or where that is all ASCII, as styles and scripts are, what begins with another byte."""
    first = _HIGH.search(content)
    start = first.start() if first and first.start() >= _SAMPLE else 0
    return content[start : start + _SAMPLE]


def _has_multibyte(content: bytes) -> bool:
    """Broken UTF-8 still holds sound sequences; an old encoding hardly ever does."""
    sample = _choose_sample(content)
    high = sum(1 for byte in sample if byte >= 0x80)
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    return high > 8 * broken


def _fits(content: bytes, declared: str, scores: dict[str, float], best: str) -> bool:
    if declared in ("utf-16", "utf-32", "idna", "punycode"):
        return False
    try:
        score = scores.get(declared, score_encoding(content, declared))
    except (LookupError, UnicodeError, ValueError):
        return False
    return score >= scores[best] - 0.1


def score_encoding(content: bytes, encoding: str) -> float:
    """Return how well the letters' frequencies fit: about 1 for the right encoding, below 0 for nonsense."""
    sample = _choose_sample(content)
    counts = Counter(byte for byte in sample if byte >= 0x80)
    total = sum(counts.values())
    if not total:
        return 0.0
    if encoding not in _CANDIDATES:
        characters = Counter(sample.decode(encoding, "replace"))
        return sum(_weights().get(c, -0.5) * n for c, n in characters.items() if ord(c) >= 0x80) / total
    return sum(_weights().get(c, -0.5) * n for c, n in _characters(counts, encoding)) / total


def _characters(counts: Counter[int], encoding: str) -> list[tuple[str, int]]:
    return [(bytes((byte,)).decode(encoding, "replace"), number) for byte, number in counts.items()]


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = dict.fromkeys("«»“”„‘’–—…\xa0№،؛؟", 0.4)
    for letters, least in _LETTERS.items():
        for rank, letter in enumerate(letters):
            weights.setdefault(letter, max(least, 1.2 - 0.04 * rank))
            weights.setdefault(letter.upper(), -0.1)
    weights.update(dict.fromkeys("\ufffd", -3.0))
    weights.update({chr(code): -2.0 for code in range(0x80, 0xA0)})
    return weights
