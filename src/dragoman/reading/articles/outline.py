"""The lines of a page of HTML in the order of the markup, with what the markup says of each.

One walk without recursion, since a page may nest as deep as it likes.
"""

import re
from typing import Any

import msgspec

from dragoman.reading.articles.repetition import normalise_line

_MORE = ("pre", "blockquote", "td", "ul", "ol", "table", "dd", "dt", "figcaption", "figure", "aside", "main", "nav")
BLOCKS = frozenset(
    ["p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "header", "footer", *_MORE]
)
HIDDEN = frozenset(["script", "style", "noscript", "template", "svg", "head", "select", "button", "textarea", "iframe"])
_ASIDE = frozenset(["footer", "aside", "nav"])
_ASIDE_MARKS = re.compile(
    r"(?:^|[-_\s])(?:comments?|commentlist|reply|replies|respond|related|recommend\w*|sidebar|side|widget\w*|copyright|footer"
    r"|popular|latest|mostread|most|trending|teasers?|cards?|clock|todays?|now|breaking|ticker|more|also|promo\w*|rail"
    r"|outbrain|taboola|disqus|archives?|weather|menu|nav\w*|topbar|search)(?:$|[-_\s])",
    re.IGNORECASE,
)
_CAPTION_MARKS = re.compile(r"caption|(?:photo|image|img|pic)[-_]?(?:credit|desc)", re.IGNORECASE)
_ALL_LINK = 0.8
_NEAR = 2
_MARKS_LENGTH = 200
_SPACES = re.compile(r"\s+")


class OutlineLine(msgspec.Struct, gc=False):
    """A line of a page.

    ``marks`` are the classes and ids of its elements, ``aside`` tells whether it stands beside the article, ``heading``
    is the level of the heading that it is part of, 0 for none. ``stamps`` are the dates that attributes of its elements
    give, each with ``published``, ``updated`` or nothing for what they are the date of; ``linked`` tells a line that is
    all link.
    """

    text: str
    marks: str = ""
    aside: bool = False
    heading: int = 0
    stamps: tuple[tuple[str, str], ...] = ()
    linked: bool = False

    @property
    def is_caption(self) -> bool:
        """Whether the markup calls the line the caption of a picture."""
        return bool(_CAPTION_MARKS.search(self.marks))


class _Frame(msgspec.Struct, frozen=True, gc=False):
    """What an open element is, or is inside of."""

    aside: bool = False
    hidden: bool = False
    pre: bool = False
    link: bool = False
    heading: int = 0


class _Walk(msgspec.Struct):
    """Where the walk is: the text since the last line, and what the open elements are."""

    lines: list[OutlineLine] = []
    pieces: list[str] = []
    open: list[_Frame] = []
    marks: list[str] = []
    seen: list[str] = []
    stamps: list[tuple[str, str]] = []
    linked: int = 0

    def flush(self) -> None:
        """End the line."""
        text = "".join(self.pieces)
        self.pieces.clear()
        frame = self.open[-1]
        linked = self.linked >= _ALL_LINK * len(text.strip()) > 0
        marks = " ".join((*self.marks[-_NEAR:], *self.seen))
        self.seen.clear()
        for part in text.split("\n") if frame.pre else (text,):
            self.lines.append(OutlineLine(part, marks, frame.aside, frame.heading, tuple(self.stamps), linked))
        self.stamps.clear()
        self.linked = 0

    def add(self, text: str | None) -> None:
        """Take up text, with white space levelled outside ``pre``."""
        frame = self.open[-1]
        if text and not frame.hidden:
            self.pieces.append(text if frame.pre else _SPACES.sub(" ", text))
            self.linked += len(self.pieces[-1].strip()) if frame.link else 0


def list_lines(tree: Any, title: str | None = None) -> list[OutlineLine]:
    """Return the lines of a tree, empty ones included, without scripts, styles and choices of forms.

    What holds a heading of the first level, or a heading that is the title, stands beside nothing.

    Cost: about 5 ms for a page of 3,000 elements.
    """
    from lxml import etree

    walk = _Walk(open=[_Frame()], marks=[""])
    holders = _title_holders(tree, title)
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            _enter(walk, element, kept=id(element) in holders)
        else:
            _leave(walk, element)
    walk.flush()
    return walk.lines


def _title_holders(tree: Any, title: str | None) -> dict[int, Any]:
    """The ancestors of the page's title by their identity; held, since lxml makes its objects anew."""
    wanted = normalise_line(title or "")
    headings = [
        heading
        for heading in tree.iter("h1", "h2", "h3")
        if heading.tag == "h1" or (wanted and normalise_line("".join(heading.itertext())) == wanted)
    ]
    return {id(holder): holder for heading in headings for holder in heading.iterancestors()}


def _enter(walk: _Walk, element: Any, *, kept: bool) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in BLOCKS:
        walk.flush()
    around = walk.open[-1]
    marks = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop"))[:_MARKS_LENGTH]
    marks = f"{marks} {tag}" if tag == "figcaption" else marks
    beside = tag in _ASIDE or bool(marks.strip() and _ASIDE_MARKS.search(marks))
    level = int(tag[1]) if len(tag) == len("h1") and tag[0] == "h" and tag[1] in "123456" else 0
    walk.open.append(
        _Frame(
            around.aside or (beside and not kept),
            around.hidden or tag in HIDDEN or not tag,
            around.pre or tag == "pre",
            around.link or tag == "a",
            level or around.heading,
        )
    )
    walk.marks.append(marks)
    if marks.strip():
        walk.seen.append(marks)
    walk.stamps += _stamps(element, tag)
    walk.add(element.text)


def _stamps(element: Any, tag: str) -> list[tuple[str, str]]:
    """The date in the attributes of an element, and what it is the date of."""
    role = (element.get("itemprop") or "").lower()
    published = "datepublished" in role or element.get("pubdate") is not None
    if tag != "time" and "date" not in role:
        return []
    value = element.get("datetime") or element.get("content") or (element.text or "" if tag == "time" else "")
    kind = "published" if published else "updated" if "datemodified" in role else ""
    return [(value.strip(), kind)] if value.strip() else []


def _leave(walk: _Walk, element: Any) -> None:
    if element.tag in BLOCKS and element.tag != "br":
        walk.flush()
    walk.open.pop()
    walk.marks.pop()
    walk.add(element.tail)
