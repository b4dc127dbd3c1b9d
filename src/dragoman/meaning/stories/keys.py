"""The keys of a page's story: names, numbers, offices, kinds of events, in a form that does not depend on its script.

Names are the strongest: an id where a table knows the name, and the consonant skeleton of every word that may be a
name, so that a name which the reader missed still ties two pages together. Where a script has no capitals, every
word may be one; how often a key stands on other pages then tells the names from the rest.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from dragoman.errors import UsageError
from dragoman.language.morphology import Morphology, load_morphology
from dragoman.language.packs import list_packs, load_pack
from dragoman.language.romanisation import spell_name
from dragoman.language.scripts import digits_to_ascii, script_of
from dragoman.language.skeleton import reduce_sounds
from dragoman.meaning.stories.records import StoryPage
from dragoman.meaning.stories.sketches import read_wording
from dragoman.model import Reading
from dragoman.reading.tables import load_tables

TABLE, NAME, STEM, NUMBER, EVENT, TOPIC, OFFICE = "tns#exo"
"""The first letter of a key says what it is: a table id, a skeleton, the beginning of one, a number, and so on."""

SHORTEST_SKELETON = 2
STEM_LENGTH = 4
MOST_KEYS = 240

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,٫٬]\d+)*")
_THOUSANDS = re.compile(r"[.,٬](?=\d{3}(?!\d))")


def sign_page(key: str, reading: Reading) -> StoryPage:
    """Return what of a page tells its story.

    Args:
        key: The name of the page over the whole chronicle.
        reading: Its reading, of whatever language; with no pack, the words and numbers alone count.
    """
    article = reading.article
    counts = Counter(_reading_keys(reading))
    counts.update(_number_keys(article.text))
    counts.update(spell_words(article.text, article.language))
    kept = sorted(counts.items(), key=lambda pair: (pair[0][0] in (NAME, STEM), -pair[1], -len(pair[0]), pair[0]))
    wording = read_wording(article.text)
    return StoryPage(
        key=key,
        language=article.language,
        script=script_of(article.text),
        published=article.published.value,
        keys=tuple(sorted(kept[:MOST_KEYS])),
        sketch=wording.sketch,
        runs=wording.runs,
        digest=wording.digest,
    )


def _reading_keys(reading: Reading) -> Iterator[str]:
    for referent in reading.referents:
        if referent.reference:
            yield from [TABLE + referent.reference] * len(referent.mentions)
    for event in reading.events:
        yield EVENT + event.type
        yield from (TOPIC + topic for topic in event.topics)
    yield from (OFFICE + office.title for office in reading.offices)


def _number_keys(text: str) -> Iterator[str]:
    """Yield the numbers of two digits and more, without what parts their thousands."""
    for match in _NUMBER.finditer(digits_to_ascii(text)):
        number = _THOUSANDS.sub("", match[0].strip(".,٫٬")).replace(",", ".").replace("٫", ".")
        if len(number) > 1:
            yield NUMBER + number


def spell_words(text: str, language: str) -> Iterator[str]:
    """Yield the keys of every word that may be part of a name."""
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) > 1 and not word[0].islower() and not _is_everyday(word, language):
            yield from _spell_keys(word, language)


@lru_cache(maxsize=1 << 16)
def _spell_keys(word: str, language: str) -> tuple[str, ...]:
    """Return the skeletons of a word with and without its clitics, and their beginnings, which endings leave alone."""
    forms = {word}
    if not word[0].isupper() and (morphology := _morphology(language)):
        forms |= {word[key.lead : len(word) - key.tail] for key in morphology.keys(word)}
    sounds = {part for form in sorted(forms) for part in spell_name(form, language).parts}
    sounds |= {part[0] + part[1:].replace("w", "").replace("W", "") for part in sounds}
    skeletons = {reduce_sounds(part) for part in sounds}
    whole = {skeleton for skeleton in skeletons if len(skeleton) >= SHORTEST_SKELETON}
    stems = {STEM + skeleton[:STEM_LENGTH] for skeleton in whole if len(skeleton) >= STEM_LENGTH}
    return tuple(sorted({NAME + skeleton for skeleton in whole} | stems))


@lru_cache(maxsize=1 << 16)
def _is_everyday(word: str, language: str) -> bool:
    """Tell whether a word is known to stand in news outside names."""
    if word[0].isupper() or language not in list_packs():
        return False
    tables = load_tables(language)
    known = tables.any_of("everyday_words", "ordinary_words")
    return any(key.text in known for key in tables.morphology.keys(word))


@lru_cache(maxsize=32)
def _morphology(language: str) -> Morphology | None:
    try:
        return load_morphology(load_pack(language).strategies["morphology"])
    except (UsageError, KeyError):
        return None
