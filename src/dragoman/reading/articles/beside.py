"""What stands beside the article in the markup and says something about it: captions, other stories, a paywall.

trafilatura has left it out of the text already; here it is named and kept. Menus and other furniture are not.
"""

from collections.abc import Iterator, Sequence

from dragoman.language.scripts import fold_keep_length
from dragoman.model.articles import LeftOut
from dragoman.reading.articles.lexicon import load_furniture
from dragoman.reading.articles.lines import clean_text
from dragoman.reading.articles.outline import OutlineLine
from dragoman.reading.articles.repetition import normalise_line

_HEADLINE_WORDS = 4
_MOST = 60
_LENGTH = 500


def list_beside(lines: Sequence[OutlineLine], *, known: set[str]) -> list[LeftOut]:
    """Return captions, headlines of other stories and notices of a paywall, each once, as blocks left out.

    Args:
        lines: The lines of the page.
        known: The lines that the article has accounted for, normalised.
    """
    found: dict[str, LeftOut] = {}
    for line in _after_title(lines):
        text = clean_text(line.text)
        normal = normalise_line(text) if 0 < len(text) <= _LENGTH else ""
        if normal and normal not in known and normal not in found and (reason := _reason(line, text)):
            found[normal] = LeftOut(text, reason)
        if len(found) >= _MOST:
            break
    return list(found.values())


def _after_title(lines: Sequence[OutlineLine]) -> Iterator[OutlineLine]:
    """The lines from the first heading on; menus stand before it."""
    start = next((i for i, line in enumerate(lines) if line.heading and line.text.strip()), 0)
    yield from lines[start:]


def _reason(line: OutlineLine, text: str) -> str | None:
    if line.is_caption:
        return "caption"
    notice = load_furniture().find("contains", fold_keep_length(text))
    if notice and notice.reason == "paywall":
        return "paywall"
    return "related" if line.linked and len(text.split()) >= _HEADLINE_WORDS else None
