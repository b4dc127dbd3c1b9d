"""Who of one report is whom of another: the same entity, or somebody who acts for it."""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from dragoman.meaning.events.records import EventReport

Keys = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]

PERSON_PREFIX = "person:"
CROWD = 4
NOBODY: frozenset[str] = frozenset()


class Match(Struct, frozen=True, gc=False):
    """How the participants of two reports meet.

    ``shared`` are in both by themselves; ``left`` and ``right`` are those of either report that the other one does not
    name, not even through somebody who acts for them; ``proxies`` counts the ones found only through somebody.
    """

    shared: frozenset[str]
    left: frozenset[str]
    right: frozenset[str]
    proxies: int


def match_participants(a: EventReport, b: EventReport) -> Match:
    """Match participants: a person stands for the state or body whose office they hold, a capital for its state."""
    return _match(a.participants, b.participants, a.stands, b.stands, a.posts, b.posts)


@lru_cache(maxsize=1 << 15)  # the reports of a story, and the stories of a day, name the same few over and over
def _match(a: Keys, b: Keys, stands: Pairs, other_stands: Pairs, posts: Pairs, other_posts: Pairs) -> Match:
    left, right = set(a), set(b)
    if left == right:
        return Match(frozenset(left), NOBODY, NOBODY, 0)
    shared = left & right
    found_left, found_right = set(shared), set(shared)
    for x, y in _proxies(stands, left - shared, right, others=b, other_stands=other_stands):
        found_left.add(x)
        found_right.add(y)
    for y, x in _proxies(other_stands, right - shared, left, others=a, other_stands=stands):
        found_left.add(x)
        found_right.add(y)
    for x, y in _same_post(posts, other_posts, left - found_left, right - found_right):
        found_left.add(x)
        found_right.add(y)
    # Whom a shared participant acts for is named through him.
    through = {body for person, body in (*stands, *other_stands) if person in shared}
    found_left |= left & through
    found_right |= right & through
    return Match(
        frozenset(shared), frozenset(left - found_left), frozenset(right - found_right), len(found_left - shared)
    )


def _proxies(
    stands: Pairs, persons: set[str], bodies: set[str], *, others: Keys, other_stands: Pairs
) -> Iterator[tuple[str, str]]:
    """Yield those who act for somebody of the others, where these have nobody else who does."""
    if not stands or not persons:
        return
    own = {body for who, body in other_stands if who in others and who.startswith(PERSON_PREFIX)}
    for person, body in stands:
        if person in persons and body in bodies and body not in own:
            yield person, body


def _same_post(posts: Pairs, other_posts: Pairs, left: set[str], right: set[str]) -> Iterator[tuple[str, str]]:
    """Yield those of one office and a family name that sounds alike: one holder, whom two languages spell apart."""
    for person, post in posts:
        if person in left:
            yield from ((person, other) for other, its in other_posts if its == post and other in right)


def participants_agree(a: EventReport, b: EventReport) -> bool:
    """Nobody of one report stands where the other one has somebody else; some may be left out by either.

    Somebody has to be named by both. States alone and people alone meet through the offices only where all of either
    are accounted for. In a crowd each report may name others, as long as half are the same.
    """
    match = match_participants(a, b)
    if not match.shared:
        return bool(match.proxies) and not match.left and not match.right
    sizes = len(set(a.participants)), len(set(b.participants))
    if match.left and match.right:
        return _differ_at_the_edge(match, sizes)
    missing = max(len(match.left), len(match.right))
    return 2 * missing <= max(sizes)


def _differ_at_the_edge(match: Match, sizes: tuple[int, int]) -> bool:
    """Each names somebody whom the other leaves out, beside enough whom both name."""
    if len(match.shared) == 1 or 2 * len(match.left) > sizes[0] or 2 * len(match.right) > sizes[1]:
        return False
    return min(sizes) >= CROWD or not (has_person(match.left) and has_person(match.right))


def has_person(keys: frozenset[str]) -> bool:
    """Tell whether there is a person among entities."""
    return any(key.startswith(PERSON_PREFIX) for key in keys)


def everybody_meets(a: EventReport, b: EventReport) -> bool:
    """Both reports name the same participants, by themselves or through somebody who acts for them."""
    match = match_participants(a, b)
    return bool(match.shared or match.proxies) and not match.left and not match.right
