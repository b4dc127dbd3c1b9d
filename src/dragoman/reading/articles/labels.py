"""Labels every line of a flattened page: the title, the body, or the kind of furniture.

The order is that of certainty: the lexicon and plain shapes first, then sections and their lists, then the head of the
page (title, date, byline, caption), its foot, and last what is said a second time.
"""

import msgspec

from dragoman.model.times import When
from dragoman.reading.articles.bylines import Details, read_details
from dragoman.reading.articles.lexicon import Furniture
from dragoman.reading.articles.lines import Line, find_domain, has_letters, is_breadcrumb, is_name
from dragoman.reading.articles.repetition import label_repeated, normalise_line

_SEEN_BODY = 300
_TRAILING_RUN = 5
_SHORT_RUN = 3
_CAPTION = 60
_CAPTIONS = 4
_AFTER = ("counter", "comment-form")
_BYLINE = 90
_NAME_WORDS = 6
_DATED_CAPTION = 80
_LEXICON_LENGTH = 300
_OPENING_TITLE = 130
_STAMPED_TITLE = 220


class Labelled(msgspec.Struct):
    """The lines with their labels, and what head and foot say of the page."""

    lines: list[Line]
    details: Details

    @property
    def title(self) -> Line | None:
        """The line that is the title, where there is one."""
        return next((line for line in self.lines if line.label == "title"), None)

    @property
    def body(self) -> list[Line]:
        """The lines of the body, in order."""
        return [line for line in self.lines if line.label == "body"]


def label_lines(lines: list[Line], language: str, *, furniture: Furniture, known_title: str | None = None) -> Labelled:
    """Label the lines in place and return them with the details of the page.

    Args:
        lines: The lines of the page.
        language: The page's main language, for its dates.
        furniture: The furniture lexicon.
        known_title: The title, where markup has told it already.
    """
    for line in lines:
        _label_by_shape(line, furniture)
    _label_sections(lines)
    title = _choose_title(lines, known_title)
    body = _body_start(lines, title)
    details = read_details(lines[:body], language, furniture=furniture)
    _label_kickers(lines, title, body)
    _label_captions(lines, title, body)
    _label_foot(lines, body)
    foot = _foot_start(lines, body)
    details = _merge(details, read_details(lines[foot:], language, furniture=furniture, foot=True))
    for line in lines:
        line.label = line.label or "body"
    label_repeated(lines)
    return Labelled(lines, details)


def _label_by_shape(line: Line, furniture: Furniture) -> None:
    if line.label or (not line.key and len(line.text) > _LEXICON_LENGTH):
        return
    line.section = furniture.section_reason(line.key)
    line.label = line.section or furniture.line_reason(line.key) or _shape_reason(line)
    if line.label is None and furniture.is_menu(line.key):
        line.label = "navigation"
    if line.label is None:
        found = furniture.find_prefix(line.folded) or (furniture.find("contains", line.folded))
        line.label = found.reason if found else None
        if line.label == "byline" and not _names_author(line, furniture):
            line.label = None


def _shape_reason(line: Line) -> str | None:
    if find_domain(line):
        return "byline"
    if not has_letters(line.text):
        return "date" if sum(c.isdigit() for c in line.text) >= 6 else "counter"
    return "navigation" if is_breadcrumb(line) else None


def _names_author(line: Line, furniture: Furniture) -> bool:
    kept = furniture.find_kept("byline", line.folded, line.text) or ""
    if not kept or kept[0].islower() or _has_digit(kept) or line.is_paragraph:
        return False
    return len(line.text) <= _BYLINE and len(kept.split()) <= _NAME_WORDS


def _label_sections(lines: list[Line]) -> None:
    """After a section's heading, what looks like headlines and teasers belongs to it, until the article resumes."""
    index = seen = 0
    while index < len(lines):
        stop = index + 1
        if lines[index].section and _opens(lines[index], seen):
            stop = _section_stop(lines, index, seen)
            for line in lines[index + 1 : stop]:
                line.label = line.label or lines[index].section
        seen += _measure_body(lines[index:stop])
        index = stop


def _opens(line: Line, seen: int) -> bool:
    """A counter of comments under the title opens no section; a comment form after the body does."""
    return line.section == "related" or seen >= _SEEN_BODY


def _measure_body(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines if line.label is None and line.is_paragraph)


def _section_stop(lines: list[Line], index: int, seen: int) -> int:
    for place in range(index + 1, len(lines)):
        line = lines[place]
        if line.section and line.section != lines[index].section:
            return place
        if line.label is None and line.is_paragraph:
            return place if _resumes(lines, place, seen, lines[index].section) else _next_section(lines, place)
        if not seen and line.gap and line.label is None and place > index + 1:
            return place
    return len(lines)


def _next_section(lines: list[Line], place: int) -> int:
    return next((i for i in range(place + 1, len(lines)) if lines[i].section), len(lines))


def _resumes(lines: list[Line], place: int, seen: int, section: str | None) -> bool:
    """The article goes on if what follows is mostly paragraphs, not headlines with their first sentences."""
    stop = next((i for i in range(place, len(lines)) if lines[i].section or lines[i].label in _AFTER), len(lines))
    rest = [line for line in lines[place:stop] if line.label is None]
    paragraphs = [line for line in rest if line.is_paragraph]
    headlines = len(rest) - len(paragraphs)
    left = sum(len(line.text) for line in paragraphs)
    if not seen:
        return True
    if section == "comment-form":
        return left > seen
    return left > 0.5 * seen or len(paragraphs) > 2 * headlines


def _choose_title(lines: list[Line], known: str | None) -> int | None:
    """The first line of headline shape before the body; one that says more than a section's name, if there is one."""
    if known:
        wanted = normalise_line(known)
        index = next((i for i, line in enumerate(lines) if normalise_line(line.text) == wanted), None)
        if index is not None:
            lines[index].label = "title"
        return index
    candidates = _title_candidates(lines)
    if not candidates:
        return _kicked_title(lines)
    index = next((i for i in candidates if len(lines[i].words) >= 4 or len(lines[i].text) >= 30), candidates[0])
    lines[index].label = "title"
    return index


def _kicked_title(lines: list[Line]) -> int | None:
    """A headline that starts as a caption or a cross-reference does ("Video: ..."), where the page has no other."""
    for index, line in enumerate(lines[:3]):
        if line.label is None and line.is_paragraph:
            return None
        if line.label in ("caption", "related") and not line.section and line.may_be_title and len(line.words) >= 4:
            line.label = "title"
            return index
    return None


def _title_candidates(lines: list[Line]) -> list[int]:
    candidates: list[int] = []
    for index, line in enumerate(lines):
        if line.label is not None:
            continue
        if line.may_be_title and not (candidates and line.is_paragraph):
            candidates.append(index)
            continue
        if not candidates and _is_opening_title(lines, index):
            candidates.append(index)
        break
    after = [line for line in lines[candidates[-1] + 1 :] if line.label is None] if candidates else []
    return candidates if after or len(candidates) > 1 else []


def _is_opening_title(lines: list[Line], index: int) -> bool:
    """A headline may end with a full stop, if a date stands under it or much longer paragraphs stand apart from it."""
    line = lines[index]
    if index + 1 < len(lines) and lines[index + 1].is_stamp and len(line.text) <= _STAMPED_TITLE:
        return True
    following = next((other for other in lines[index + 1 :] if other.label is None), None)
    if following is None or len(line.text) > _OPENING_TITLE or not following.gap:
        return False
    return len(following.text) >= 2.5 * len(line.text) and not line.text.endswith((":", ";")) and _one_sentence(line)


def _one_sentence(line: Line) -> bool:
    clone = Line(line.text.rstrip(".!?؟ "))
    return clone.may_be_title


def _body_start(lines: list[Line], title: int | None) -> int:
    start = 0 if title is None else title + 1
    for index in range(start, len(lines)):
        line = lines[index]
        if line.label is None and (line.is_paragraph or len(line.text) >= 140):
            return index
    fallback = (i for i in range(start, len(lines)) if lines[i].label is None)
    return next(fallback, len(lines))


def _label_kickers(lines: list[Line], title: int | None, body: int) -> None:
    for line in lines[: title if title is not None else body]:
        line.label = line.label or "navigation"


def _label_captions(lines: list[Line], title: int | None, body: int) -> None:
    """Between the title and the first paragraph a line that is no sentence belongs to a picture."""
    if title is None or body >= len(lines) or not lines[body].is_paragraph:
        return
    bare = [line for line in lines[title + 1 : body] if line.label is None and not line.ends_sentence]
    short = [n for n in bare if len(n.text) <= (_DATED_CAPTION if _has_digit(n.text) else _CAPTION)]
    for line in short if len(short) <= _CAPTIONS or any(line.linked is None for line in short) else ():
        line.label = "caption"


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _foot_start(lines: list[Line], body: int) -> int:
    """Where the last paragraph of the article ends."""
    places = range(len(lines) - 1, body - 1, -1)
    last = next((i for i in places if lines[i].label is None and lines[i].is_paragraph), body)
    return min(last + 1, len(lines))


def _label_foot(lines: list[Line], body: int) -> None:
    """After the last paragraph: a run of headlines, teasers, and short lines among furniture are not the article."""
    foot = lines[_foot_start(lines, body) :]
    open_lines = [line for line in foot if line.label is None]
    loose = [line for line in open_lines if line.is_teaser or not (line.ends_sentence or line.linked is False)]
    gap = open_lines[0].gap if open_lines else 0
    run = (gap >= 1 and len(loose) >= _TRAILING_RUN) or (gap >= 3 and len(loose) >= _SHORT_RUN)
    framed = False
    for line in foot:
        framed = framed or line.label in ("navigation", "comment-form", "related", "counter", "other")
        plain = line.linked is False and not line.is_teaser and not framed
        if line.label is None and (run or framed) and not (plain or line.is_paragraph or _is_signature(line)):
            line.label = "related" if len(line.words) > 3 else "other"


def _is_signature(line: Line) -> bool:
    return is_name(line.text, most=3)


def _merge(head: Details, foot: Details) -> Details:
    """What the head says counts; the foot fills the gaps. A labelled date anywhere beats a bare one."""
    head_first = head.published.value is not None or foot.published == When()
    published = head.published if head_first else foot.published
    return Details(published, head.author or foot.author, head.outlet or foot.outlet, head.dateline or foot.dateline)
