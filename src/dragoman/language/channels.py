"""By what means people were in touch: spoken to each other from afar, or written to.

The words stand in ``words.toml`` of a language pack, as ``spoken_contacts`` and ``written_contacts``: whole words, or
beginnings with a ``*``.
"""

import re
from functools import cache
from typing import Literal

from dragoman.language.packs import list_packs, load_pack
from dragoman.language.scripts import fold

Channel = Literal["spoken", "written"]

_LISTS: tuple[tuple[str, Channel], ...] = (("spoken_contacts", "spoken"), ("written_contacts", "written"))
_WORD = re.compile(r"[^\W\d_]+(?:[-'’\u200c][^\W\d_]+)*")


def find_channel(text: str, language: str, *, near: int = 0) -> Channel | None:
    """Return the means of a contact that a sentence tells of, ``None`` where it does not say.

    Args:
        text: The sentence.
        language: Its language; one without a pack says nothing.
        near: Where in it the words for the contact stand: of two means, the one that is named nearest counts.

    >>> find_channel("Oskar Lind phoned Amara Boateng and thanked her for the letter.", "en", near=11)
    'spoken'
    """
    if language not in list_packs():
        return None
    found = []
    for match in _WORD.finditer(text):
        channel = _channel_of(match[0], language)
        if channel:
            found.append((max(match.start() - near, near - match.start()), match.start(), channel))
    return min(found)[2] if found else None


@cache
def _load_words(language: str) -> dict[str, Channel]:
    words = load_pack(language).words
    return {
        fold(form.removesuffix("*")) + form[len(form.removesuffix("*")) :]: channel
        for name, channel in _LISTS
        for form in words.get(name, ())
    }


def _channel_of(word: str, language: str) -> Channel | None:
    words, folded = _load_words(language), fold(word)
    if folded in words:
        return words[folded]
    beginnings = (f"{folded[:length]}*" for length in range(len(folded), 1, -1))
    return next((words[beginning] for beginning in beginnings if beginning in words), None)
