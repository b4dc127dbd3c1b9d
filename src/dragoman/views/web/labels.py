"""What ids are called in the language of the interface: types, topics, offices, languages, kinds, roles, conflicts."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from babel import Locale, UnknownLocaleError
from markupsafe import Markup

from dragoman.language.ontology import load_topic_labels
from dragoman.language.packs import list_packs, load_pack
from dragoman.views.web.dates import write_edtf
from dragoman.views.web.preferences import LANGUAGES
from dragoman.views.web.rendering import current, escape_name, gettext, mark

TYPES = MappingProxyType(
    {
        "meet": mark("Meeting"),
        "call": mark("Phone call"),
        "visit": mark("Visit"),
        "convene": mark("Session"),
        "state": mark("Statement"),
        "agree": mark("Agreement"),
        "cooperate": mark("Cooperation"),
        "support": mark("Support"),
        "concede": mark("Concession"),
        "aid": mark("Aid"),
        "request": mark("Request"),
        "reject": mark("Rejection"),
        "accuse": mark("Accusation"),
        "threaten": mark("Threat"),
        "protest": mark("Protest"),
        "sanction": mark("Sanctions"),
        "mobilize": mark("Mobilisation"),
        "coerce": mark("Coercion"),
        "assault": mark("Attack"),
        "take-office": mark("Taking office"),
        "leave-office": mark("Leaving office"),
    }
)
STATUSES = MappingProxyType({"happened": mark("happened"), "planned": mark("planned"), "denied": mark("denied")})
KINDS = MappingProxyType(
    {
        "person": mark("person"),
        "organisation": mark("organisation"),
        "country": mark("country"),
        "place": mark("place"),
        "office": mark("office"),
        "event": mark("event"),
    }
)
ROLES = MappingProxyType(
    {
        "host": mark("host"),
        "guest": mark("guest"),
        "speaker": mark("speaker"),
        "addressee": mark("addressee"),
        "actor": mark("acts"),
        "target": mark("is acted on"),
        "participant": mark("participant"),
        "appointed": mark("appointed"),
        "by": mark("appoints"),
        "body": mark("body"),
    }
)
FIELDS = MappingProxyType(
    {
        "when": mark("date"),
        "place": mark("place"),
        "participants": mark("participants"),
        "number": mark("number"),
        "status": mark("status"),
        "holder": mark("holder of an office"),
    }
)
BASES = MappingProxyType(
    {
        "stated": mark("stated"),
        "counted": mark("counted"),
        "inferred": mark("inferred"),
        "unknown": mark("not known"),
        "dateline": mark("from the dateline"),
        "corrected": mark("corrected"),
    }
)
PRECISIONS = MappingProxyType(
    {
        "day": mark("day"),
        "month": mark("month only"),
        "year": mark("year only"),
        "interval": mark("period"),
        "none": mark("no date"),
    }
)
LINKS = MappingProxyType(
    {
        ("during", "to"): mark("took place during"),
        ("during", "from"): mark("during it"),
        ("at", "to"): mark("took place at"),
        ("at", "from"): mark("at it"),
        ("follows-plan", "to"): mark("was planned as"),
        ("follows-plan", "from"): mark("came about as"),
    }
)
NOTES = MappingProxyType(
    {
        "weekday-contradicts": mark("the page names another weekday"),
        "dateline-city": mark("the weekday before the date is a city"),
        "ambiguous-order": mark("day and month may be either way round"),
        "same-day": mark("the day told of before"),
        "same-year": mark("the year told of before"),
        "next-day": mark("the day after the one told of before"),
        "day-before": mark("the day before the one told of before"),
        "counted-from-text": mark("counted from another event"),
        "vague-count": mark("the page does not say how many"),
    }
)

STANDINGS = MappingProxyType(
    {
        "stated": mark("in office on that day"),
        "seen": mark("in office then"),
        "last-seen": mark("last seen in office before"),
    }
)
VERDICTS = MappingProxyType(
    {"same": mark("the same"), "different": mark("not the same"), "unsure": mark("cannot be told")}
)
REASONS = MappingProxyType(
    {
        "navigation": mark("navigation"),
        "date": mark("date"),
        "byline": mark("byline"),
        "caption": mark("caption"),
        "counter": mark("counter"),
        "comment-form": mark("comment form"),
        "related": mark("related pages"),
        "repeated": mark("repeated"),
        "other": mark("other"),
        "paywall": mark("paywall"),
    }
)
MEASURES = MappingProxyType(
    {
        "mention:person": mark("people"),
        "mention:organisation": mark("organisations"),
        "mention:place": mark("states and places"),
        "office": mark("offices with holders"),
        "core-event": mark("main events"),
        "event": mark("all events"),
        "event-date": mark("dates of events found"),
        "event-place": mark("places of events found"),
        "event-status": mark("status of events found"),
    }
)
SEARCHED = MappingProxyType(
    {
        "entity": mark("Named"),
        "type": mark("Type"),
        "language": mark("Language of the page"),
        "year": mark("Year"),
        "outlet": mark("Outlet"),
    }
)

OFFICES = MappingProxyType(
    {
        "president": mark("president"),
        "head-of-state": mark("head of state"),
        "leader": mark("leader"),
        "head-of-government": mark("prime minister"),
        "foreign-minister": mark("foreign minister"),
        "defence-minister": mark("defence minister"),
        "minister": mark("minister"),
        "minister/interior": mark("interior minister"),
        "minister/finance": mark("finance minister"),
        "minister/economy": mark("economy minister"),
        "minister/trade": mark("trade minister"),
        "minister/energy": mark("energy minister"),
        "minister/transport": mark("transport minister"),
        "minister/justice": mark("justice minister"),
        "deputy-minister": mark("deputy minister"),
        "deputy-minister/foreign-affairs": mark("deputy foreign minister"),
        "secretary-general": mark("secretary-general"),
        "deputy-secretary-general": mark("deputy secretary-general"),
        "security-council-secretary": mark("security council secretary"),
        "ambassador": mark("ambassador"),
        "envoy": mark("envoy"),
        "chair": mark("chair"),
        "chairman": mark("chairman"),
        "speaker": mark("speaker of parliament"),
        "spokesperson": mark("spokesperson"),
        "commander": mark("commander"),
        "head": mark("head"),
    }
)
"""The offices that are named most; others go by the plainest word that the pack of a language has."""


def label_in(table: Mapping[str, str]) -> Callable[[str], str]:
    """Return a filter that gives the word for an id, the id itself for one without a word."""
    return lambda id: gettext(table[id]) if id in table else id.replace("-", " ")


def label_topic(topic: str) -> str:
    """Return what a topic is called."""
    return load_topic_labels(current().preferences.language).get(topic, topic.replace("-", " "))


def label_office(title: str) -> str:
    """Return what an office is called, with a portfolio after it."""
    if title in OFFICES:
        return gettext(OFFICES[title])
    labels = _load_offices(current().preferences.language)
    return labels.get(title, title.replace("-", " "))


@cache
def _load_offices(language: str) -> Mapping[str, str]:
    """Return the first word that a pack has for each office, which is the plainest."""
    labels: dict[str, str] = {}
    if language in list_packs():
        for row in load_pack(language).rows("offices"):
            labels.setdefault(row["office"], row["form"])
    return MappingProxyType(labels)


def label_language(tag: str) -> str:
    """Return what a language is called, in the language of the interface."""
    return _label_language(tag, current().preferences.language)


@lru_cache(1_000)
def _label_language(tag: str, language: str) -> str:
    try:
        name = Locale.parse(language).languages.get(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        name = None
    return name or LANGUAGES.get(tag, tag)


def label_link(link: Any) -> str:
    """Return how an event stands to the one that is shown."""
    return gettext(LINKS[link.kind, link.direction])


CONDITIONS = MappingProxyType(
    {
        "who": mark("Who"),
        "with": mark("With whom"),
        "type": mark("Type"),
        "place": mark("Place"),
        "topic": mark("Topic"),
        "language": mark("Language of the page"),
        "outlet": mark("Outlet"),
        "office": mark("Office"),
        "since": mark("From"),
        "until": mark("Until"),
        "status": mark("Status"),
        "q": mark("Words of a sentence"),
        "conflicts": mark("only where reports differ"),
    }
)


def label_value(value: str, condition: str) -> Markup:
    """Return the value of a condition for reading; an id by the name of its entity."""
    labels: Mapping[str, Callable[[str], str]] = {
        "type": label_in(TYPES), "topic": label_topic, "status": label_in(STATUSES), "language": label_language,
        "since": write_edtf, "until": write_edtf, "office": label_office,
    }  # fmt: skip
    words = labels[condition](value) if condition in labels else current().names.get(value, value)
    return escape_name(words)


def label_facet(one: Any, kind: str) -> Markup:
    """Return a value of a facet for reading."""
    if kind in ("type", "topic", "language"):
        return label_value(one.value, kind)
    return escape_name(current().names.get(one.value) or getattr(one, "label", "") or getattr(one, "name", one.value))


def label_found(one: Any) -> Markup:
    """Return a value by which a search can be narrowed, for reading."""
    return label_value(one.value, one.field) if one.field in ("type", "language") else label_facet(one, one.field)


def list_labels(kind: str) -> list[tuple[str, str]]:
    """Return ids and words of types, topics, statuses or roles, for a choice, in order of the words."""
    if kind == "topic":
        pairs = list(load_topic_labels(current().preferences.language).items())
    else:
        pairs = [(id, gettext(words)) for id, words in {"type": TYPES, "status": STATUSES, "role": ROLES}[kind].items()]
    return sorted(pairs, key=lambda pair: pair[1].casefold())


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "type_label": label_in(TYPES),
        "status_label": label_in(STATUSES),
        "kind_label": label_in(KINDS),
        "role_label": label_in(ROLES),
        "field_label": label_in(FIELDS),
        "basis_label": label_in(BASES),
        "precision_label": label_in(PRECISIONS),
        "note_label": label_in(NOTES),
        "topic_label": label_topic,
        "office_label": label_office,
        "language_label": label_language,
        "link_label": label_link,
        "condition_label": label_in(CONDITIONS),
        "value_of": label_value,
        "facet_label": label_facet,
        "facet_name": label_found,
        "standing_label": label_in(STANDINGS),
        "verdict_label": label_in(VERDICTS),
        "reason_label": label_in(REASONS),
        "measure_label": label_in(MEASURES),
        "searched_label": label_in(SEARCHED),
    }
)

GLOBALS: Mapping[str, Callable[..., Any]] = MappingProxyType({"labels_of": list_labels})
