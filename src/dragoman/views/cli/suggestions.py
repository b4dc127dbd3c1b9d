"""What to try next where a question has no answer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.language.scripts import isolate

if TYPE_CHECKING:
    from dragoman.app import Dragoman

NEAREST = 3
PLAUSIBLE = 0.35


def check_id(kind: str, value: str | None) -> None:
    """Raise where a type of event or a topic is none.

    Raises:
        UsageError: It is not in the table; says which are, the nearest first.
    """
    from dragoman.language.checking import load_ids

    allowed = load_ids(kind)
    if value is not None and value not in allowed:
        raise UsageError(f"no {kind} {value!r}; {_offer(value, allowed)}")


def check_title(title: str) -> None:
    """Raise where a word is neither an office id nor an office in any pack.

    Raises:
        UsageError: It is none.
    """
    from dragoman.chronicle.offices import list_titles
    from dragoman.language.checking import load_ids

    allowed = load_ids("office")
    if not any(known.partition("/")[0] in allowed for known in list_titles(title)):
        raise UsageError(f"no office {title!r}; {_offer(title, allowed)}")


def _offer(value: str, allowed: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(value, list(allowed), n=1)
    meant = f"did you mean {near[0]}? " if near else ""
    return f"{meant}allowed: {', '.join(sorted(allowed))}"


def find_nearest(chronicle: "Dragoman", name: str) -> list[str]:
    """Return the labels of the entities whose names sound most like a name, best first."""
    from dragoman.meaning.entities.names import code_name, score_names

    wanted = code_name(name)
    scores: dict[str, float] = {}
    for entity in chronicle.entities():
        for tag, forms in entity.names.items():
            best = max(score_names(wanted, code_name(form, tag)) for form in forms)
            scores[entity.label] = max(best, scores.get(entity.label, 0.0))
    ranked = sorted(scores, key=lambda label: (-scores[label], label))
    return [label for label in ranked if scores[label] >= PLAUSIBLE][:NEAREST]


def explain_unknown_name(chronicle: "Dragoman", name: str) -> str:
    """Say that nobody has a name, and who comes nearest."""
    near = find_nearest(chronicle, name)
    if near:
        return f"nobody and nothing named {isolate(name)}; nearest: {', '.join(map(isolate, near))}"
    counts = chronicle.counts()
    return f"nobody and nothing named {isolate(name)} on {counts.pages} pages"


def explain_no_events(chronicle: "Dragoman", conditions: Mapping[str, Any]) -> str:
    """Say why a timeline is empty: a name that nobody has, or conditions that nothing meets."""
    for asked in ("who", "with_", "place"):
        name = conditions.get(asked)
        if name and not chronicle.who(name, limit=1, events=0):
            return explain_unknown_name(chronicle, name)
    counts = chronicle.counts()
    total = sum(counts.events.values())
    given = [key for key, value in conditions.items() if value is not None and key != "limit"]
    if not total and counts.pages:
        return f"no event on the {counts.pages} pages of the chronicle; if the last run failed, repeat it"
    if not total:
        return "the chronicle has no events; put pages into it with: dragoman read PATHS"
    return f"none of the {total} events meets all conditions; leave one out: {_flags(given)}"


_FLAGS = {"with_": "with", "language": "told-in"}


def _flags(conditions: Sequence[str]) -> str:
    return ", ".join(f"--{_FLAGS.get(name, name)}" for name in conditions)


def explain_no_tenure(chronicle: "Dragoman", title: str, *, of: str | None, on: str | None) -> str:
    """Say why nobody is known to hold an office: an unknown body, another day, other bodies."""
    if of is not None and not chronicle.who(of, limit=1, events=0):
        return explain_unknown_name(chronicle, of)
    place = f" of {isolate(of)}" if of else ""
    if on is not None and (known := chronicle.office(title, of)):
        return f"nobody is known as {title}{place} on {on}; without --on there are {len(known)} tenures"
    others = {tenure.of_name for tenure in chronicle.office(title) if tenure.of_name} if of else set()
    held = f"; it is known of {', '.join(map(isolate, sorted(others)[:NEAREST]))}" if others else ""
    return f"nobody is known as {title}{place}{held}"
