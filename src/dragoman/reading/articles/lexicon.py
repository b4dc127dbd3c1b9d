"""The furniture lexicon: every pack's ``noise.tsv`` compiled for look-ups.

A page carries furniture in more languages than its article (a comment form in the language of the site's software), so
the tables of all packs work together. Lines are compared folded, with numbers levelled to 0.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable

from msgspec import Struct

from dragoman.language.scripts import MARK, fold_keep_length
from dragoman.language.tables import DATA, Row, read_table

_SENTENCE = 110
_NUMBER = re.compile(r"\d+(?:[.,\s]\d+)*")
_BRACKETS = re.compile(r"[()\[\]*_]")
_SPACES = re.compile(r"\s+")
_TOKEN = re.compile(r"\[|\]|\*|\?|0|:|\s+|[^\[\]*?0:\s]+")
_REST = r"((?:[^.,;|()\[\]\/\n]|\.(?=\w)){2,60})"


class Match(Struct, frozen=True, gc=False):
    """A form found in a line: its reason, and where it starts and stops."""

    reason: str
    start: int
    stop: int


class Furniture(Struct, frozen=True):
    """The compiled forms by shape."""

    lines: Mapping[str, str]
    sections: Mapping[str, str]
    agencies: frozenset[str]
    agency_nouns: tuple[str, ...]
    patterns: Mapping[str, re.Pattern[str]]

    def line_reason(self, key: str) -> str | None:
        """Return why a whole line is furniture, ``None`` where it is not; ``key`` is its :func:`level_line`."""
        return self.lines.get(key)

    def is_menu(self, key: str) -> bool:
        """Tell whether a line is nothing but furniture words one after another: "Home Search Log in"."""
        words, position, pieces = key.split(), 0, 0
        while position < len(words):
            stop = next(
                (s for s in range(len(words), position, -1) if " ".join(words[position:s]) in self.lines), position
            )
            if stop == position:
                return False
            position, pieces = stop, pieces + 1
        return pieces > 1

    def section_reason(self, key: str) -> str | None:
        """Return what kind of section a line opens, ``None`` where it opens none."""
        found = self.sections.get(key)
        return found or self._pattern_reason("section", key)

    def find(self, shape: str, folded: str) -> Match | None:
        """Find the first form of a shape in a folded line; prefixes at its start only."""
        pattern = self.patterns.get(shape)
        found = pattern.search(folded) if pattern else None
        if found is None:
            return None
        return Match(_reason(found), found.start(), found.end())

    def find_inside(self, folded: str) -> Iterator[Match]:
        """Yield the furniture inside a line, from left to right."""
        pattern = self.patterns.get("inline")
        for found in pattern.finditer(folded) if pattern else ():
            yield Match(_reason(found), found.start(), found.end())

    def find_prefix(self, folded: str) -> Match | None:
        """Find a form at the start of a line, unless the line is a sentence that happens to start with its words."""
        found = self.find("prefix", folded)
        if found is None:
            return None
        strict = folded[found.start : found.stop].rstrip().endswith((":", "©", "(", "["))
        return found if strict or len(folded) <= _SENTENCE else None

    def find_kept(self, shape: str, folded: str, text: str) -> str | None:
        """Return the words of ``text`` that the brackets of the first form of a shape hold."""
        pattern = self.patterns.get(shape)
        found = pattern.search(folded) if pattern else None
        if found is None:
            return None
        start, stop = next(found.span(i) for i in range(1, found.re.groups + 1) if found.group(i) is not None)
        return text[start:stop].strip(' -–—|:«»"“”') or None

    def _pattern_reason(self, shape: str, key: str) -> str | None:
        pattern = self.patterns.get(shape)
        found = pattern.fullmatch(key) if pattern else None
        return _reason(found) if found else None


def _reason(found: re.Match[str]) -> str:
    return (found.lastgroup or "other").replace("_", "-")


def level_line(text: str) -> str:
    """Return the key of a line: folded, numbers as 0, without signs at its ends."""
    return level_folded(fold_keep_length(text))


def level_folded(folded: str) -> str:
    """Return the key of a line that is folded already."""
    folded = _NUMBER.sub("0", _BRACKETS.sub("", folded.replace(MARK, "")))
    return _SPACES.sub(" ", _strip_signs(folded))


def _strip_signs(text: str) -> str:
    """Take signs off both ends, in time that grows as the text does, which it would not by a regular expression."""
    start, stop = 0, len(text)
    while start < stop and not text[start].isalnum():
        start += 1
    while start < stop and not text[stop - 1].isalnum():
        stop -= 1
    return text[start:stop]


@cache
def load_furniture() -> Furniture:
    """Compile the tables of all packs, once.

    Cost: about 30 ms.
    """
    folders = sorted(DATA.joinpath("languages").iterdir(), key=lambda folder: folder.name)
    rows = [row for folder in folders for row in _noise_rows(folder)]
    by_shape: dict[str, list[Row]] = {}
    for row in rows:
        by_shape.setdefault(row["shape"], []).append(row)
    return Furniture(
        lines=_keys(by_shape.get("line", ())),
        sections=_keys(r for r in by_shape.get("section", ()) if "*" not in r["form"]),
        agencies=frozenset(level_line(r["form"]) for r in by_shape.get("agency", ())),
        agency_nouns=tuple(sorted(_keys(by_shape.get("agency-noun", ())), key=len, reverse=True)),
        patterns=_patterns(by_shape),
    )


def _noise_rows(folder: Traversable) -> Iterable[Row]:
    path = folder.joinpath("noise.tsv")
    return read_table(path, required=("form", "shape", "reason")) if path.is_file() else ()


def _keys(rows: Iterable[Row]) -> dict[str, str]:
    return {level_line(row["form"]): row["reason"] for row in rows}


def _patterns(by_shape: Mapping[str, list[Row]]) -> dict[str, re.Pattern[str]]:
    patterns = {
        "prefix": _compile(by_shape.get("prefix", ()), before=r"^[^\w(\[©]*", after=r"(?!\w)"),
        "contains": _compile(by_shape.get("contains", ()), after=r"(?!\w)"),
        "suffix": _compile(by_shape.get("suffix", ()), before=r"(?<!\w)"),
        "inline": _compile(by_shape.get("inline", ()), before=r"(?<!\w)", after=r"(?!\w)"),
        "updated": _compile(by_shape.get("updated", ()), before=r"(?<!\w)", after=r"(?!\w)"),
        "section": _compile(r for r in by_shape.get("section", ()) if "*" in r["form"]),
        "patronymic": _compile(by_shape.get("patronymic", ()), before=r"\w", after=r"(?!\w)"),
        "conjunction": _compile(by_shape.get("conjunction", ()), before=r"\s+", after=r"\s+(?=\w+\s+\w)"),
        "outlet": _compile_kept(by_shape.get("outlet", ())),
        "byline": _compile_kept((r for r in by_shape.get("prefix", ()) if "[" in r["form"]), before=r"^[^\w\[]*"),
    }
    return {shape: pattern for shape, pattern in patterns.items() if pattern}


def _compile(rows: Iterable[Row], *, before: str = "", after: str = "") -> re.Pattern[str] | None:
    """One alternation, longest form first, with a named group for each reason."""
    forms: dict[str, list[str]] = {}
    for row in rows:
        if "[" not in row["form"] or row["form"].startswith("["):
            forms.setdefault(row["reason"], []).append(row["form"])
    groups = [f"(?P<{reason.replace('-', '_')}>{_alternatives(found)})" for reason, found in forms.items()]
    return re.compile(f"{before}(?:{'|'.join(groups)}){after}") if groups else None


def _alternatives(forms: list[str]) -> str:
    return "|".join(_form_pattern(form) for form in sorted(forms, key=len, reverse=True))


def _compile_kept(rows: Iterable[Row], *, before: str = r"(?<!\w)") -> re.Pattern[str] | None:
    forms = sorted((row["form"] for row in rows), key=len, reverse=True)
    return re.compile(before + "(?:" + "|".join(map(_kept_pattern, forms)) + ")") if forms else None


def _kept_pattern(form: str) -> str:
    outside, _, inside = form.partition("[")
    if not outside and not inside.startswith("*"):
        return _form_pattern(form) + r"\s*" + _REST
    if not inside.rstrip("]").startswith("*") and "*" in inside:
        kept = inside.rstrip("]").replace("*", " ? ").strip()
        return _form_pattern(outside) + "(" + _form_pattern(_SPACES.sub(" ", kept)) + ")"
    return _form_pattern(outside) + _REST


def _form_pattern(form: str) -> str:
    if form.startswith("[") and form.endswith("]"):
        form = form[1:-1].rstrip("* ")
    folded = fold_keep_length(form).replace(MARK, "")
    parts = []
    for token in _TOKEN.findall(folded):
        parts.append(_TOKEN_PATTERNS.get(token) or (r"\s+" if token.isspace() else re.escape(token)))
    return re.sub(r"(?:\\s\+)+(?=\\s\*:)", "", "".join(parts))


_TOKEN_PATTERNS = {
    "*": r".{0,160}?",
    "?": r"[^\s.,:;،؛()]+",
    "0": r"\d[\d.,\s]*",
    ":": r"\s*:\s*",
    "[": r"\[",
    "]": r"\]",
}
