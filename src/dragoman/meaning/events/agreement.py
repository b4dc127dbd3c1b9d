"""Whether two reports can tell of one event. Each test speaks of one thing; all have to hold."""

from collections.abc import Iterable, Iterator

from dragoman.meaning.events.dating import FAMILIES, LONG_DAYS, compare_days, dates_agree, same_day, same_story
from dragoman.meaning.events.participants import everybody_meets, match_participants, participants_agree
from dragoman.meaning.events.places import places_differ, places_meet
from dragoman.meaning.events.records import EventReport
from dragoman.meaning.events.statements import same_speaker, same_words
from dragoman.meaning.events.wording import quotes_repeat, quotes_resemble

REPRINT_DAYS = 31
TALKS = frozenset({"meet", "convene"})
MANY = 3
MUTUAL = frozenset({"meet", "agree", "call"})
ONE_WAY = frozenset({"aid", "support", "sanction", "coerce", "accuse", "threaten", "reject", "request"})
WRITTEN = "written"
DOING = frozenset({"actor", "speaker", "guest"})
DONE_TO = frozenset({"target", "addressee", "host"})


def reports_agree(a: EventReport, b: EventReport) -> bool:
    """Tell whether two reports tell of one event."""
    if a.type == "state":
        return not excludes(a, b) and (reprinted(a, b) or (same_speaker(a, b) and same_words(a, b)))
    # In this order most pairs of a week's reports are told apart with the least work.
    if not dates_agree(a, b) and not reprinted(a, b):
        return False
    if not participants_agree(a, b) and not gather_together(a, b):
        return False
    if excludes(a, b) or one_sided(a, b):
        return False
    return not places_differ(a, b) or exact_but_for_place(a, b)


def find_agreeing(pairs: Iterable[tuple[EventReport, EventReport]]) -> Iterator[tuple[str, str]]:
    """Yield the keys of those pairs of reports that tell of one event each."""
    return ((a.key, b.key) for a, b in pairs if reports_agree(a, b))


def reports_tolerate(a: EventReport, b: EventReport) -> bool:
    """Tell whether two reports, each tied to the other through a third, may tell of one event."""
    if reports_agree(a, b):
        return True
    if a.type == "state" or excludes(a, b):
        return False
    undated = a.when is None or b.when is None
    return a.page != b.page and undated and everybody_meets(a, b) and dates_agree(a, b)


def excludes(a: EventReport, b: EventReport) -> bool:
    """Something in one keeps it from being the other, whatever else they have in common."""
    if not types_agree(a, b) or contradict_on_page(a, b):
        return True
    return a.type != "state" and (not statuses_agree(a, b) or channels_differ(a, b) or turned_round(a, b))


def types_agree(a: EventReport, b: EventReport) -> bool:
    """Types are of one family; on one page they are the same. What some call a session others call a meeting."""
    if a.type == b.type:
        return True
    if a.page == b.page or FAMILIES.get(a.type, a.type) != FAMILIES.get(b.type, b.type):
        return False
    if TALKS & {a.type, b.type}:
        return min(len(a.participants), len(b.participants)) >= MANY and everybody_meets(a, b) and same_day(a, b)
    return True


def statuses_agree(a: EventReport, b: EventReport) -> bool:
    """A plan and its denial, or a plan and its fulfilment, are one event on two pages, but two on one page."""
    return a.status == b.status or a.page != b.page


def contradict_on_page(a: EventReport, b: EventReport) -> bool:
    """One page that gives two dates or two places tells of two events."""
    if a.page != b.page:
        return False
    return (bool(a.when and b.when) and a.when != b.when) or (bool(a.place and b.place) and a.place != b.place)


def gather_together(a: EventReport, b: EventReport) -> bool:
    """At one place on one day: one names some of those whom the other names, or neither names anybody."""
    if not same_day(a, b) or not places_meet(a, b):
        return False
    if not a.participants and not b.participants:
        return a.place == b.place
    match = match_participants(a, b)
    return bool(match.shared) and a.place == b.place and not (match.left and match.right)


def channels_differ(a: EventReport, b: EventReport) -> bool:
    """One was spoken, as a call, the other one written, as a letter."""
    return bool(a.channel and b.channel) and a.channel != b.channel


def turned_round(a: EventReport, b: EventReport) -> bool:
    """Who acts in one is acted upon in the other; of those who meet, talk or sign, either may be named first."""
    if FAMILIES.get(a.type, a.type) in MUTUAL and WRITTEN not in (a.channel, b.channel):
        return False
    (doing, done), (doing_b, done_b) = _sides(a), _sides(b)
    return bool(doing & done_b) and bool(done & doing_b) and not doing & doing_b


def one_sided(a: EventReport, b: EventReport) -> bool:
    """One does not say to whom it was done, or neither says with whom: anybody, unless words, place or story tell."""
    fewer, more = sorted((len(a.participants), len(b.participants)))
    unsaid = fewer == 1 < more and a.type in ONE_WAY
    alone = more == 1 and FAMILIES.get(a.type, a.type) in MUTUAL
    return (unsaid or alone) and not (quotes_resemble(a, b) or places_meet(a, b) or same_story(a, b))


def _sides(report: EventReport) -> tuple[set[str], set[str]]:
    doing = {who for role, who in report.roles if role in DOING}
    done = {who for role, who in report.roles if role in DONE_TO}
    bodies = [{body for person, body in report.stands if person in side} for side in (doing, done)]
    return doing | bodies[0], done | bodies[1]


def exact_but_for_place(a: EventReport, b: EventReport) -> bool:
    """Two pages give one date and the same participants: a contradiction about the place, not a second event."""
    same = len(a.participants) > 1 and everybody_meets(a, b)
    return a.page != b.page and same and bool(a.when) and a.when == b.when


def reprinted(a: EventReport, b: EventReport) -> bool:
    """One sentence repeats the other, soon, or within a month on pages of one text: later it is a formula."""
    if not quotes_repeat(a, b):
        return False
    apart = compare_days(a.published, b.published)
    copies = a.copy_of is not None and a.copy_of == b.copy_of
    return apart is None or apart.gap <= (REPRINT_DAYS if copies else LONG_DAYS)
