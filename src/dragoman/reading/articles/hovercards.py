"""Hover cards: the short biography that opens over a name in the middle of a sentence.

A site that links every name to a card leaves, once flattened, the name in its case, then the card: the full name in the
order surname, name, patronymic, and the office. The sentence goes on after it.
"""

import re
from collections.abc import Iterator

from dragoman.reading.articles.lexicon import Furniture

_CARD = re.compile(
    r"(?P<given>[^\W\d_]{2,})\s+(?P<family>[^\W\d_][\w-]+)\s+"
    r"(?P<card>(?P<surname>[^\W\d_][\w-]+)\s+(?P<name>[^\W\d_]{2,})\s+(?P<patronymic>[^\W\d_]{5,})\b)"
)
_CARD_END = re.compile(r"\s+[.,;:)»–—]")
_STEM = 3
_ALIKE = re.compile(rf"(?<!\S)(?=(\S{{{_STEM}}})\S*\s+\1|(\S{{2}})\s+\2(?!\S))")
"""Two words side by side that begin alike, or are the same where they are short."""
_CARD_LIMIT = 160


def cut_hover_cards(paragraphs: list[str], *, furniture: Furniture) -> tuple[list[str], list[str]]:
    """Return the paragraphs without their hover cards, and the cards."""
    cards: list[str] = []
    if "patronymic" not in furniture.patterns:
        return paragraphs, cards
    return [_cut(paragraph, furniture, cards) for paragraph in paragraphs], cards


def _cut(paragraph: str, furniture: Furniture, cards: list[str]) -> str:
    patronymic = furniture.patterns["patronymic"]
    if next(_find_repeats(paragraph), None) is None or not patronymic.search(paragraph):
        return paragraph
    start = 0
    while found := _find_card(paragraph, start, patronymic):
        stop = _card_stop(paragraph, found.end("card"), furniture)
        cards.append(paragraph[found.start("card") : stop].strip())
        head, tail = paragraph[: found.end("family")], paragraph[stop:].lstrip()
        paragraph = head + ("" if tail[:1] in ".,;:)»" else " ") + tail
        start = len(head)
    return paragraph


def _find_card(paragraph: str, start: int, patronymic: re.Pattern[str]) -> re.Match[str] | None:
    """Return the first name with a card behind it: that is only where two words side by side begin alike."""
    for family in _find_repeats(paragraph, start):
        found = _CARD.match(paragraph, _find_word_before(paragraph, family, start))
        if found and found.start("family") == family and _is_card(found, patronymic):
            return found
    return None


def _find_word_before(text: str, stop: int, start: int) -> int:
    """Return where the letters begin that stand before a place, with spaces between; ``start`` at the earliest."""
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    while stop > start and text[stop - 1].isalpha():
        stop -= 1
    return stop


def _find_repeats(paragraph: str, start: int = 0) -> Iterator[int]:
    """Yield where two words side by side begin alike, both with a capital: the family name, then that of the card."""
    return (found.start() for found in _ALIKE.finditer(paragraph, start) if paragraph[found.start()].isupper())


def _is_card(found: re.Match[str], patronymic: re.Pattern[str]) -> bool:
    names = [found[group] for group in ("given", "family", "surname", "name", "patronymic")]
    return (
        all(name[0].isupper() for name in names)
        and bool(patronymic.search(found["patronymic"].lower()))
        and found["family"][:_STEM] == found["surname"][:_STEM]
        and found["given"][:_STEM] == found["name"][:_STEM]
    )


def _card_stop(paragraph: str, start: int, furniture: Furniture) -> int:
    """A card ends at a sign with a space before it, left over from the link, or at the conjunction of a list."""
    limit = start + _CARD_LIMIT
    joint = furniture.patterns.get("conjunction")
    ends = [_CARD_END.search(paragraph, start, limit), joint.search(paragraph, start, limit) if joint else None]
    return min((found.start() for found in ends if found), default=start)
