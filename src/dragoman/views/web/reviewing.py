"""The words of the pages on which people judge: what is asked, why it is in doubt, what was answered."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from dragoman.chronicle.answers import Detail
from dragoman.chronicle.judged_answers import CorrectionView, FactView
from dragoman.views.web.dates import format_number, format_when
from dragoman.views.web.desk import Asked, kind_of
from dragoman.views.web.fragments import list_names
from dragoman.views.web.labels import KINDS, ROLES, STATUSES, TYPES, label_in, label_language, label_office
from dragoman.views.web.reasons import PATTERNS, REASONS
from dragoman.views.web.rendering import current, escape_name, gettext, mark

KINDS_ASKED = MappingProxyType(
    {
        "fact": mark("a fact"),
        "place": mark("a place"),
        "date": mark("a date"),
        "merge": mark("two that may be one"),
        "split": mark("one that may be two"),
    }
)
QUESTIONS = MappingProxyType(
    {
        "fact": mark("Does the page say so?"),
        "place": mark("Was it there?"),
        "date": mark("Was it then?"),
        "merge": mark("Are these one?"),
        "split": mark("Are these two?"),
    }
)
ABOUT = MappingProxyType(
    {
        "fact": mark("fact"),
        "place": mark("place"),
        "date": mark("date"),
        "type": mark("type"),
        "status": mark("status"),
        "participant": mark("participant"),
        "office": mark("office"),
        "entity": mark("two names"),
        "event": mark("two events"),
    }
)
VERDICTS = MappingProxyType(
    {
        "accept": mark("accepted"),
        "reject": mark("rejected"),
        "unsure": mark("left open"),
        "same": mark("the same"),
        "different": mark("different"),
    }
)
_PLACE = re.compile(r"%\\\((\w+)\\\)s")
_NUMBERS = ("days", "score")
_PATTERNS = tuple((re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(message))), message) for message in PATTERNS)


def write_reason(reason: str) -> Markup:
    """Return why something is in doubt in the language of the interface, else in English and marked as such."""
    for pattern, message in _PATTERNS:
        if match := pattern.fullmatch(reason):
            given = match.groupdict().items()
            told = {name: format_number(float(value)) if name in _NUMBERS else value for name, value in given}
            return Markup("{}").format(gettext(message) % told)
    if reason in REASONS or current().preferences.language == "en":
        return Markup("{}").format(gettext(reason))
    return Markup('<span lang="en" dir="ltr">{}</span>').format(reason)


def ask(card: Asked) -> str:
    """Return what a card asks."""
    return gettext(QUESTIONS[kind_of(card)])


def name_card(card: Asked) -> Markup:
    """Return whom a card is about, in a few words."""
    if isinstance(card, FactView):
        return Markup("{} {}").format(label_in(TYPES)(card.type), list_names(card.participants))
    if card.entity_a.startswith("event:"):
        return Markup("{}").format(gettext("two events"))
    return Markup(" · ").join(escape_name(name) for name in dict.fromkeys((card.name_a, card.name_b)))


def write_correction(view: CorrectionView) -> Markup:
    """Return what a correction says instead."""
    if view.field == "date":
        return Markup("{}").format(format_when(view.value))
    table: Mapping[str, Mapping[str, str]] = {"type": TYPES, "status": STATUSES}
    if view.field in table:
        return Markup("{}").format(label_in(table[view.field])(view.value))
    return escape_name(current().names.get(view.value) or view.value_name)


def write_saying(view: CorrectionView) -> Markup:
    """Return what a correction says, with its field."""
    if view.field == "verdict":
        return Markup("{}").format(label_in(VERDICTS)(view.value))
    field = label_in(ABOUT)(view.field)
    if view.field == "participant":
        role = label_in(ROLES)(view.role) if view.role else gettext("does not take part")
        return Markup("{}: {}").format(write_correction(view), role)
    if not view.value:
        return Markup("{} {}").format(gettext("no"), field)
    return Markup("{}: {}").format(field, write_correction(view))


def write_side(side: Any, field: str) -> Markup:
    """Return one value of a conflict for reading."""
    if field == "when":
        return Markup("{}").format(format_when(side.value))
    if field == "status":
        return Markup("{}").format(label_in(STATUSES)(side.value))
    return escape_name(current().names.get(side.value) or side.name)


def write_detail(detail: Detail) -> Markup:
    """Return what a report adds or leaves out for reading."""
    if detail.field == "when":
        return Markup("{}").format(format_when(detail.value))
    return escape_name(current().names.get(detail.value) or detail.name)


def label_fact(kind: str) -> str:
    """Return what a fact is: a type of event, or an office."""
    return label_in(TYPES)(kind) if kind in TYPES else label_office(kind)


def list_kinds(counts: Iterable[tuple[str, int]], chosen: str) -> list[tuple[str, str]]:
    """Return the kinds of cards with how many there are, for a choice; the chosen one also where none is left."""
    known = dict(counts)
    kinds = [kind for kind in KINDS_ASKED if known.get(kind) or kind == chosen]
    return [(kind, f"{gettext(KINDS_ASKED[kind])} ({format_number(known.get(kind, 0))})") for kind in kinds]


def list_language_choices(tags: Iterable[str]) -> list[tuple[str, str]]:
    """Return languages for a choice."""
    return [(tag, label_language(tag)) for tag in tags]


def list_type_choices(types: Iterable[str]) -> list[tuple[str, str]]:
    """Return types of events for a choice, in order of the words."""
    return sorted(((type, label_in(TYPES)(type)) for type in types), key=lambda pair: pair[1].casefold())


def list_authors(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return authors for a choice."""
    return [(name, name) for name in names]


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "reason_words": write_reason,
        "review_kind": label_in(KINDS_ASKED),
        "about_label": label_in({**ABOUT, **{kind: words for kind, words in KINDS.items() if kind not in ABOUT}}),
        "verdict_label": label_in(VERDICTS),
        "fact_kind": label_fact,
    }
)
GLOBALS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "question": ask,
        "card_names": name_card,
        "said_instead": write_saying,
        "conflict_value": write_side,
        "detail_words": write_detail,
        "review_kinds": list_kinds,
        "language_options": list_language_choices,
        "type_options": list_type_choices,
        "by_options": list_authors,
    }
)
