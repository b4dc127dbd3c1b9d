"""The skeleton: a short key of consonant classes that stays the same when a name changes its script.

Short vowels are not written in Arabic script, p and b or v and f change places, doubled letters come and go; what
survives is the order of a few classes of consonants. The key only finds candidates: two different names may share
one.

Source: the idea of Soundex (Russell 1918) over sounds instead of letters; classes chosen on politicians' names in
four scripts.
"""

from collections.abc import Mapping
from functools import lru_cache

from dragoman.language.romanisation import spell_name

CLASSES: Mapping[str, str] = {
    sound: name
    for name, sounds in {
        "P": "pb",
        "F": "fvwW",
        "T": "tdTD",
        "K": "kgqGY",
        "S": "szScQ",
        "J": "JZC",
        "H": "hX",
        "M": "m",
        "N": "n",
        "R": "r",
        "L": "l",
    }.items()
    for sound in sounds
}
VOWEL_ONLY = "A"


def skeleton(name: str, language: str) -> str:
    """Return the consonant classes of each part of a name, parts separated by spaces, given name first.

    Articles and patronymics are left out. A part without consonants is ``A``.

    >>> skeleton("Шамиль", "ru"), skeleton("شامل", "ar"), skeleton("Shamil", "en")
    ('SML', 'SML', 'SML')
    """
    return " ".join(reduce_sounds(part) for part in spell_name(name, language).parts)


@lru_cache(maxsize=1 << 16)
def reduce_sounds(sounds: str) -> str:
    """Reduce sounds, as :func:`spell_name` writes them, to their classes."""
    return "".join(CLASSES.get(sound, "") for sound in sounds) or VOWEL_ONLY
