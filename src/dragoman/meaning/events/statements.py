"""Whether two statements of one speaker say one thing: by their words, in two languages by the names in them."""

from functools import lru_cache

from dragoman.meaning.events.dating import same_day, same_story
from dragoman.meaning.events.records import EventReport
from dragoman.meaning.events.wording import stems
from dragoman.meaning.stories.keys import NAME, spell_words

SHARED_STEMS = 2
SHARED_PART = 0.3
SHARED_NAMES = 2
SHORTEST_NAME = 3


def same_speaker(a: EventReport, b: EventReport) -> bool:
    """The first participant of both is one."""
    return bool(a.participants and b.participants) and a.participants[0] == b.participants[0]


def same_words(a: EventReport, b: EventReport) -> bool:
    """What somebody says on one day is one statement where the words are of one thing.

    Without a day, pages of one story tell of one statement; one page tells what was said at one time.
    """
    dated = bool(a.when or a.published) and bool(b.when or b.published)
    if not (same_day(a, b) if dated else same_story(a, b)):
        return False
    if a.page == b.page:
        return True
    return _words_meet(a, b) if a.language == b.language else _names_meet(a, b)


def _words_meet(a: EventReport, b: EventReport) -> bool:
    """Longer words in common, fewer where the pages tell one story or the statements are on one topic."""
    left, right = stems(a.content), stems(b.content)
    shared, least = len(left & right), min(len(left), len(right))
    if same_story(a, b) or set(a.topics) & set(b.topics):
        return shared > 0 or least < SHARED_STEMS
    return shared >= max(SHARED_STEMS, SHARED_PART * least)


def _names_meet(a: EventReport, b: EventReport) -> bool:
    """Names or numbers in common; in pages of one story it will do that not each names what the other does not."""
    left, right = names_in(a.content, a.language), names_in(b.content, b.language)
    shared = len(left & right) + len(set(a.quantities) & set(b.quantities))
    if same_story(a, b) or set(a.topics) & set(b.topics):
        return shared > 0 or not left or not right
    return shared >= SHARED_NAMES


@lru_cache(maxsize=1 << 13)
def names_in(text: str, language: str) -> frozenset[str]:
    """Return the sounds of what may be names in a text."""
    return frozenset(key for key in spell_words(text, language) if key[0] == NAME and len(key) > SHORTEST_NAME)
