"""The lines of a flattened page and their shapes."""

import re
from collections.abc import Iterator

import msgspec

from dragoman.language.scripts import fold_keep_length
from dragoman.reading.articles.lexicon import Furniture, level_folded, level_line
from dragoman.reading.pages.intake import drop_controls

BODY_LENGTH = 40
LONG = 200
_LEXICON_LENGTH = 300
_MARGIN = " \u200b\u200e\u200f\ufeff\t"
_END_SIGNS = "/(-–—["
_TITLE_LENGTH = 220

_WIDE = re.compile(r"[ \u00a0]{2,}|\t+")
_FEWEST_LINKS, _LONGEST_LINK = 3, 3
_HAS_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"[^\S\n]+")
_MARKS = re.compile(r"\*\*|__+|(?<!\w)`{1,3}|`{1,3}(?!\w)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:https?://|/|mailto:)[^()\s]*\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_FINAL = re.compile(r"""[.!?؟۔…。！？:;؛][)\]"'»”’“›]*$""")
_FULL_STOP = re.compile(r"""(?<!\.)[.!?؟۔。][)\]"'»”’“›]*$""")
_BREAK = re.compile(r"[.!?؟۔][\"»”)]?\s+(?=[^\Wa-zа-яё\d])")
_CAPITALISED = re.compile(r"[^\W\d_][\w'’.-]*")
_CRUMB = re.compile(r"\s*(?:»|›|>|→|::|\||/|•|·|←|❯)\s*")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?([a-zа-я0-9-]+(?:\.[a-zа-я0-9-]+)*\.[a-zрф]{2,6})/?", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")


class Line(msgspec.Struct):
    """One line of a page; ``label`` is ``None``, ``title``, ``body`` or the reason to leave it out.

    ``gap`` counts the empty lines before it, ``section`` is the reason of the section that it opens. ``linked`` tells
    whether it is all link, where markup told.
    """

    text: str
    gap: int = 0
    key: str = ""
    folded: str = ""
    label: str | None = None
    section: str | None = None
    linked: bool | None = None

    @property
    def words(self) -> list[str]:
        """The words of the line, without figures."""
        return _WORDS.findall(self.text)

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as a sentence does."""
        return bool(_FINAL.search(self.text))

    @property
    def is_teaser(self) -> bool:
        """Whether the line breaks off, as the first words of another story do."""
        return self.text.endswith(("...", "…", "[…]", "[...]", "…»"))

    @property
    def is_table_row(self) -> bool:
        """Whether the line is a row of a table, as trafilatura writes one."""
        return self.text.startswith("|") and self.text.endswith("|")

    @property
    def is_stamp(self) -> bool:
        """Whether the line is a day in figures, with or without the time."""
        digits = sum(map(str.isdigit, self.text))
        return digits >= 6 and sum(map(str.isalpha, self.text)) <= 6 and len(self.text) <= 40

    @property
    def is_paragraph(self) -> bool:
        """Whether the line reads as part of an article: whole sentences, or too long for anything else."""
        if len(self.text) >= LONG:
            return not self.is_teaser
        return len(self.text) >= BODY_LENGTH and bool(_FULL_STOP.search(self.text)) and not self.is_teaser

    @property
    def may_be_title(self) -> bool:
        """Whether the line has the shape of a headline: not too long, one clause, no full stop."""
        text = self.text
        if len(text) > _TITLE_LENGTH or sum(map(str.isalpha, text)) <= sum(map(str.isdigit, text)):
            return False
        return not re.search(r"[^.]\.[»”\"]?$|[:;,،]$", text) and not _BREAK.search(text.replace("..", "  "))


def split_lines(text: str, furniture: Furniture) -> list[Line]:
    """Cut a page into lines, with marks of formatting off and furniture inside lines on lines of its own."""
    lines: list[Line] = []
    gap = 0
    for raw in text.split("\n"):
        bare = clean_text(raw)
        if not bare:
            gap += 1
            continue
        menu = _is_spaced_menu(raw, furniture)
        for line in [_make_line(bare, fold_keep_length(bare), "navigation")] if menu else _cut(bare, furniture):
            line.gap, gap = gap, 0
            lines.append(line)
    return lines


def _is_spaced_menu(raw: str, furniture: Furniture) -> bool:
    """Tell links set apart by wide spaces, one of which is furniture: "Ruritania   World   Sport"."""
    links = _WIDE.split(raw.strip())
    if len(links) < _FEWEST_LINKS or any(len(link.split()) > _LONGEST_LINK for link in links) or _HAS_DIGIT.search(raw):
        return False
    return any(furniture.line_reason(level_line(link)) for link in links)


def clean_text(raw: str) -> str:
    """Return a line without control characters and the marks of Markdown, white space levelled; letters stay."""
    raw = drop_controls(raw)
    text = _LINK.sub(lambda link: link[1].lstrip(), raw) if "](" in raw else raw
    return _SPACES.sub(" ", _MARKS.sub("", text)).strip(_MARGIN)


def _make_line(text: str, folded: str, label: str | None = None) -> Line:
    """Make a line of a stretch of text and the same stretch folded."""
    start = len(text) - len(text.lstrip(_MARGIN))
    stop = len(text.rstrip(_MARGIN))
    text, folded = text[start:stop], folded[start:stop]
    return Line(text, 0, level_folded(folded) if len(text) <= _LEXICON_LENGTH else "", folded, label)


def _cut(text: str, furniture: Furniture) -> Iterator[Line]:
    """Yield the parts of a line: what furniture inside it parts, and the tail that an end mark cuts off."""
    folded = fold_keep_length(text)
    start = 0
    for found in furniture.find_inside(folded):
        yield from _head_part(text[start : found.start], folded[start : found.start], furniture)
        yield _make_line(text[found.start : found.stop], folded[found.start : found.stop], found.reason)
        start = found.stop
    tail = furniture.find("suffix", folded[start:])
    stop = start + tail.start if tail else len(text)
    if text[start:stop].strip(_MARGIN + _END_SIGNS):
        yield _make_line(
            text[start:stop].rstrip(_MARGIN + _END_SIGNS) if tail else text[start:stop], folded[start:stop]
        )
    if tail:
        yield _make_line(text[stop:], folded[stop:], tail.reason)


def _head_part(text: str, folded: str, furniture: Furniture) -> Iterator[Line]:
    """What stands before furniture inside a line, without the section's name that a flattened page puts before it."""
    if not text.strip(_MARGIN):
        return
    kicker, _, rest = text.lstrip(_MARGIN).partition(" ")
    if rest and furniture.line_reason(level_line(kicker)):
        yield _make_line(kicker, fold_keep_length(kicker), "navigation")
        yield _make_line(rest, fold_keep_length(rest))
    else:
        yield _make_line(text, folded)


def is_breadcrumb(line: Line) -> bool:
    """Tell whether a line is a path of short section names, such as ``Home > World > Asia``."""
    if len(line.text) > 120 or line.ends_sentence or line.is_table_row:
        return False
    parts = [part for part in _CRUMB.split(line.text) if part]
    spaced = len(re.findall(r"\s(?:»|›|>|→|::|\||/|•|·|❯)\s", line.text))
    if len(parts) < 2 or not spaced or any(len(part.split()) > 3 for part in parts[:-1]):
        return False
    return len(parts) >= 3 or len(parts[-1].split()) <= 2 or ">" in line.text or "»" in line.text


def find_domain(line: Line) -> str | None:
    """Return the host where the whole line is an address without a path."""
    found = _DOMAIN.fullmatch(line.text.strip(" ()[]-–—"))
    return found.group(1) if found else None


def has_letters(text: str) -> bool:
    """Tell whether there is any letter."""
    return bool(_LETTERS.search(_ADDRESS.sub("", text)))


def is_name(text: str, *, most: int = 4) -> bool:
    """Tell whether a text is two to ``most`` capitalised words and nothing else, in a script that has capitals."""
    words = text.split()
    if not 2 <= len(words) <= most:
        return False
    return all(_CAPITALISED.fullmatch(word) and word[0].isupper() for word in words)
