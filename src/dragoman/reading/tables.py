"""A language pack made ready for reading: its tables as lexicons, compiled once and then only looked at."""

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct, field

from dragoman.language.gazetteer_tables import (
    describe_city,
    load_cities,
    load_name_parts,
    load_territories,
    territory_kind,
)
from dragoman.language.lexicon import Lexicon
from dragoman.language.morphology import Key, Morphology, load_morphology
from dragoman.language.organisation_tables import is_outlet, load_heads, load_organisation_names
from dragoman.language.packs import Pack, load_pack
from dragoman.language.tables import DATA, read_table
from dragoman.language.tokens import Token


class Entry(Struct, frozen=True):
    """What a gazetteer form names: ``kind`` (organisation, country, place, demonym), ``reference`` its table id.

    ``weight`` orders entries that fit the same words; ``weak`` ones need a second witness. ``first`` is the name's
    first word, folded; ``small`` names are those of bodies that the table writes without capitals.
    """

    kind: str
    reference: str
    weak: bool
    weight: int
    form: str
    first: str
    small: bool = False


class OfficeForm(Struct, frozen=True):
    """An office word: its id, what it is an office of (country, body, any, none), and the one land that has it."""

    office: str
    of: str
    capital: bool = False
    land: str | None = None


class Modifier(Struct, frozen=True):
    """A word that changes an office: deputy, former, acting, designate, first; it stands before or after."""

    effect: str
    position: str


class Head(Struct, frozen=True):
    """A word that heads the names of bodies or places: ministry, parliament, airport."""

    form: str
    head: str
    kind: str


T = TypeVar("T")
_NONE: frozenset[str] = frozenset()
_MISSING = (None, None)


class Tables(Struct, frozen=True):
    """All lexicons of one language; ``kept`` is what steps made of them."""

    pack: Pack
    morphology: Morphology
    gazetteer: Lexicon[Entry]
    offices: Lexicon[OfficeForm]
    modifiers: Lexicon[Modifier]
    styles: Lexicon[str]
    heads: Lexicon[Head]
    citations: Lexicon[str]
    leading: Lexicon[str]
    topics: Lexicon[str]
    topic_prefixes: Mapping[str, tuple[tuple[str, str], ...]]
    name_parts: Mapping[str, tuple[int, int]]
    name_roles: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    kept: dict[Hashable, tuple[object, Any]] = field(default_factory=dict)

    def listed(self, name: str) -> frozenset[str]:
        """Return a list of function words under their token keys; empty where the pack has none."""
        return self.words.get(name, _NONE)

    def any_of(self, *names: str) -> frozenset[str]:
        """Return the words of several lists."""
        owner, made = self.kept.get(names, _MISSING)
        if owner is self:  # asked a thousand times a page
            found: frozenset[str] = made
            return found
        return self.keep(names, lambda tables: frozenset().union(*map(tables.listed, names)))

    @property
    def closed_words(self) -> frozenset[str]:
        """The words that are no part of a name."""
        return self.keep("closed words", _list_closed)

    def keep(self, name: Hashable, make: Callable[["Tables"], T]) -> T:
        """Return what a step makes of these tables, made with the first page that needs it."""
        owner, made = self.kept.get(name, _MISSING)
        if owner is not self:  # a changed copy has what was made of another
            made = make(self)
            self.kept[name] = self, made
        kept: T = made
        return kept

    @property
    def writes_article_on(self) -> bool:
        """Tell whether the language writes its article together with the noun, as Arabic does."""
        return self.pack.strategies["roles"] == "verb-subject"

    @property
    def sets_title_off(self) -> bool:
        """Tell whether a title after a name needs a comma: where the verb comes last and names have capitals."""
        return self.pack.strategies["roles"] == "verb-final" and self.pack.script != "Arab"

    def is_suffixed(self, key: Key) -> bool:
        """Tell whether a key lost a suffix that no name takes: Arabic "عليها" is not Ali."""
        return bool(key.tail) and self.writes_article_on

    def is_plural(self, token: Token) -> bool:
        """Tell a plural of doers by an ending that a noun with a complement loses: it is a subject of its own."""
        endings = tuple(self.listed("subject_endings"))
        return bool(endings) and token.key.endswith(endings) and not token.has(self.listed("no_plurals"))

    def name_keys(self, word: str) -> list[Key]:
        """Return the keys under which a word of a name is compared: no clitic, no suffix that no name takes."""
        return [k for k in self.morphology.keys(word) if not k.clitic and not k.lead and not self.is_suffixed(k)]

    def name_counts(self, key: str) -> tuple[int, int]:
        """Return how often a word is a given name and a family name in the table of name parts."""
        return self.name_parts.get(key, (0, 0))


def _list_closed(tables: Tables) -> frozenset[str]:
    return tables.name_roles.get("stop", _NONE) | tables.listed("name_stops")


@cache
def load_tables(tag: str) -> Tables:
    """Compile a shipped pack. Cost: under a second once per process and language."""
    pack = load_pack(tag)
    morphology = load_morphology(pack.strategies["morphology"])
    styles: Lexicon[str] = Lexicon(morphology)
    styles.extend((row["form"], row["kind"]) for row in pack.rows("titles"))
    topics: Lexicon[str] = Lexicon(morphology)
    topics.extend((row["form"], row["topic"]) for row in pack.rows("topics") if not row["form"].endswith("*"))
    return Tables(
        pack=pack,
        morphology=morphology,
        gazetteer=_gazetteer(pack, morphology),
        offices=_offices(pack, morphology),
        modifiers=_modifiers(pack, morphology),
        styles=styles,
        heads=_heads(pack, morphology),
        citations=_phrases(pack, morphology, "citations"),
        leading=_phrases(pack, morphology, "led_by"),
        topics=topics,
        topic_prefixes=_topic_prefixes(pack, morphology),
        name_parts=_name_parts(pack, morphology),
        name_roles=_name_roles(pack, morphology),
        labels=_labels(pack.tag),
        words=_words(pack, morphology),
    )


def _phrases(pack: Pack, morphology: Morphology, name: str) -> Lexicon[str]:
    """A list of phrases of the pack."""
    lexicon: Lexicon[str] = Lexicon(morphology)
    lexicon.extend((form, form) for form in pack.words.get(name, ()))
    return lexicon


def _words(pack: Pack, morphology: Morphology) -> Mapping[str, frozenset[str]]:
    """The pack's lists of words under their token keys; everyday words come from a counted table."""
    lists = {name: frozenset(_fold(morphology, w) for w in words if w) for name, words in pack.words.items()}
    counted = DATA.joinpath("models", "everyday_words", f"{pack.tag}.tsv")
    if counted.is_file():
        lists["everyday_words"] = frozenset(_fold(morphology, row["form"]) for row in read_table(counted))
    return lists


def _labels(tag: str) -> Mapping[str, str]:
    """The name under which a table id is shown in a language."""
    found: dict[str, str] = {}
    for city in load_cities(tag):
        found.setdefault(city.id, city.name)
    for name in load_territories(tag):
        if name.form == "label":
            found[name.id] = name.name
    for org in load_organisation_names(tag):
        if org.form == "full":
            found.setdefault(org.id, org.name)
    return found


def _fold(morphology: Morphology, word: str) -> str:
    return morphology.fold(word)


def _gazetteer(pack: Pack, morphology: Morphology) -> Lexicon[Entry]:
    lexicon: Lexicon[Entry] = Lexicon(morphology)

    def add(name: str, entry: tuple[str, str, bool, int, str], *, rare: bool = False) -> None:
        small = entry[0] == "organisation" and name == name.lower() != name.upper()
        lexicon.add(name, Entry(*entry, _fold(morphology, name.split()[0]), small), rare=rare)

    for org in load_organisation_names(pack.tag):
        add(org.name, ("organisation", org.id, org.form == "weak", 40, org.form))
    for org in load_organisation_names("en") if pack.script != "Latn" else ():
        if org.form in ("acronym", "short") and org.name.isupper():
            add(org.name, ("organisation", org.id, False, 40, "acronym"))
        elif pack.script == "Cyrl" and org.form != "weak" and is_outlet(org.id):
            add(org.name, ("organisation", org.id, False, 40, "full"))
    for name in load_territories(pack.tag):
        kind = "country" if territory_kind(name.id) == "country" else "place"
        for spelling in _join_halves(name.name, pack):
            add(spelling, (kind, name.id, name.strength == "weak", 30, "territory"))
    for row in pack.rows("places"):
        country = territory_kind(row["id"]) == "country"
        kind = "demonym" if row["use"] == "demonym" else "country" if country else "place"
        add(row["form"], (kind, row["id"], row["strength"] == "weak", 20, row["use"]))
    for city in load_cities(pack.tag):
        weak = city.strength == "weak" or _is_common_word(city.name, city.id, pack)
        add(city.name, ("place", city.id, weak, 10, "city"), rare=True)
    return lexicon


def _join_halves(name: str, pack: Pack) -> tuple[str, ...]:
    """Return a name of two words with a half-space between them as well, where the language has it: "کره‌جنوبی"."""
    halves = pack.script == "Arab" and pack.strategies["roles"] == "verb-final" and name.count(" ") == 1
    return (name, name.replace(" ", "\u200c")) if halves else (name,)


_FAMOUS = 500_000


def _is_common_word(name: str, city: str, pack: Pack) -> bool:
    """In a script without capitals the name of a small town that is also a word of the language is mostly the word."""
    if pack.script != "Arab" or " " in name:
        return False
    place = describe_city(city)
    famous = place is not None and (place.kind == "capital" or place.population > _FAMOUS)
    return not famous and load_morphology(pack.strategies["morphology"]).knows(name)


def _topic_prefixes(pack: Pack, morphology: Morphology) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """File the topic words that stand for any ending by their first two letters."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in pack.rows("topics"):
        if row["form"].endswith("*") and " " not in row["form"].strip():
            prefix = _fold(morphology, row["form"][:-1])
            found[prefix[:2]] = (*found.get(prefix[:2], ()), (prefix, row["topic"]))
    return found


def _offices(pack: Pack, morphology: Morphology) -> Lexicon[OfficeForm]:
    lexicon: Lexicon[OfficeForm] = Lexicon(morphology)
    lexicon.extend(
        (row["form"], OfficeForm(row["office"], row["of"], row["form"].isupper(), row.get("land") or None))
        for row in pack.rows("offices")
    )
    return lexicon


def _modifiers(pack: Pack, morphology: Morphology) -> Lexicon[Modifier]:
    lexicon: Lexicon[Modifier] = Lexicon(morphology)
    lexicon.extend((row["form"], Modifier(row["effect"], row["position"])) for row in pack.rows("modifiers"))
    return lexicon


def _heads(pack: Pack, morphology: Morphology) -> Lexicon[Head]:
    lexicon: Lexicon[Head] = Lexicon(morphology)
    lexicon.extend((head.form, Head(head.form, head.head, head.kind)) for head in load_heads(pack.tag))
    return lexicon


def _name_parts(pack: Pack, morphology: Morphology) -> Mapping[str, tuple[int, int]]:
    """The counted name parts, and those that the pack lists by hand; a well-known given name is never a common word."""
    parts = {_fold(morphology, form): counts for form, counts in load_name_parts(pack.tag).items()}
    for row in pack.rows("names"):
        if row["role"] in _HAND_LISTED:
            key, counts = _fold(morphology, row["form"]), _HAND_LISTED[row["role"]]
            parts[key] = max(parts.get(key, counts), counts) if row["role"] == "well-known" else parts.get(key, counts)
    return parts


_HAND_LISTED = {"given": (1, 0), "well-known": (5, 0), "family": (0, 1)}


def _name_roles(pack: Pack, morphology: Morphology) -> Mapping[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for row in pack.rows("names"):
        roles.setdefault(row["role"], set()).add(_fold(morphology, row["form"]))
    return {role: frozenset(forms) for role, forms in roles.items()}
