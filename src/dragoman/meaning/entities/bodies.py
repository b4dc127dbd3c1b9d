"""Bodies that a head word and its owner name in any language: the foreign ministry of a country, the parliament of one.

The words come from the tables of the language: ``organisations/heads.tsv`` says what a body is, the gazetteer whose it
is. A state has one foreign ministry and many companies, so only some heads make a body known by its owner.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct

from dragoman.language.gazetteer_tables import describe_city
from dragoman.language.lexicon import Lexicon, Match
from dragoman.language.morphology import Key
from dragoman.language.organisation_tables import IGNORED, load_domains, load_heads, load_organisations
from dragoman.language.packs import list_packs
from dragoman.language.tokens import Token, tokenise
from dragoman.meaning.entities.folding import COUNTRY_PREFIX, fold_name
from dragoman.meaning.entities.records import Member
from dragoman.reading.tables import Head, Tables, load_tables

ONE_OF_A_KIND = frozenset(
    "parliament lower-house senate armed-forces army navy air-force presidency supreme-court central-bank police "
    "constitutional-court constitutional-council security-council election-commission prime-ministry national-guard "
    "border-guard customs drug-control nuclear-agency prosecutor".split()
)
PORTFOLIO = "ministry/"
WITH_DOMAIN = frozenset({"ministry", "council", "committee", "commission", "agency", "court"})
SAME_KIND = {"commission": "committee"}
"""Words that translations take for each other."""

OF_STATE = WITH_DOMAIN | frozenset({"embassy", "consulate", "intelligence", "security-forces", "press-service"})
LISTED_HEADS = frozenset({"parliament"})
PARTICLE = 3
_STATE = re.compile(r"territory:[A-Z]{2}")
DERIVED = "@"
"""Stands in ids that no table has."""


class Body(Struct, frozen=True, gc=False):
    """What a name says of a body: its head id, whose it is (a table id), what it deals with, and whether there is more.

    ``domains`` are ids of ``organisations/domains.tsv``; ``more`` tells of words that no table knows.
    """

    head: str | None = None
    owner: str | None = None
    more: bool = False
    domains: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 15)
def read_body(name: str, language: str) -> Body:
    """Read the head and the owner out of a body's name, in any case and order."""
    if language not in list_packs():
        return Body()
    tables = load_tables(language)
    tokens = tokenise(name, tables.morphology)
    heads = tables.heads.find(tokens)
    if not heads:
        return Body()
    head = _choose_head(tables, tokens, heads)
    covered = set(range(head.first, head.stop))
    owner = _find_owner(tables, tokens, covered)
    domains = _find_domains(language, tokens, covered)
    more = any(t.is_word and len(t.text) > PARTICLE for i, t in enumerate(tokens) if i not in covered)
    return Body(head.value.head, owner, more, domains)


def _choose_head(tables: Tables, tokens: tuple[Token, ...], heads: Sequence[Match[Head]]) -> Match[Head]:
    """Return the head that says what a body is: the longest, no place; of equals the first, in English the last.

    In English it is the last one before "of": the council in "Lake Council of the Harbour Union".
    """
    last = tables.pack.strategies["roles"] == "subject-verb"
    links = tables.listed("possessive_links")
    link = next((i for i, token in enumerate(tokens) if token.has(links)), len(tokens))

    def rank(match: Match[Head]) -> tuple[bool, bool, int, int]:
        side = match.first if last else -match.first
        return (match.value.kind == "organisation", not last or match.first < link, match.stop - match.first, side)

    return max(heads, key=rank)


def _find_owner(tables: Tables, tokens: tuple[Token, ...], covered: set[int]) -> str | None:
    """Return the only country or body that is named beside the head, and cover its words."""
    owners: dict[str, None] = {}
    for match in tables.gazetteer.find(tokens):
        words = set(range(match.first, match.stop))
        reference = match.value.reference
        sure = not match.value.weak or reference.startswith(COUNTRY_PREFIX)
        if sure and not words & covered and match.value.kind != "place":
            owners[reference] = None
            covered |= words
    return next(iter(owners)) if len(owners) == 1 else None


def _find_domains(language: str, tokens: tuple[Token, ...], covered: set[int]) -> frozenset[str]:
    """Return what the words beside head and owner say the body deals with, and cover them."""
    domains: set[str] = set()
    for match in _load_lexicon(language).find(tokens):
        words = set(range(match.first, match.stop))
        if not words & covered:
            domains.add(match.value)
            covered |= words
    return frozenset(domains - {IGNORED})


@cache
def _load_lexicon(language: str) -> Lexicon[str]:
    lexicon: Lexicon[str] = Lexicon(load_tables(language).morphology)
    lexicon.extend(load_domains(language))
    return lexicon


def _describe_kind(body: Body) -> str | None:
    """Return the kind of a body that a state has one of, with what it deals with: ``council/women``."""
    if body.head is None or body.more:
        return None
    head, _, portfolio = body.head.partition("/")
    domains = {portfolio} if portfolio else (body.domains & _portfolios() or body.domains)
    if head in WITH_DOMAIN:
        return f"{SAME_KIND.get(head, head)}/{'+'.join(sorted(domains))}" if domains else None
    return body.head if body.head in ONE_OF_A_KIND and not body.domains else None


@cache
def _portfolios() -> frozenset[str]:
    """Return what ministries of their own deal with everywhere: what else one deals with makes no other of it."""
    heads = (head.head for tag in list_packs() for head in load_heads(tag))
    return frozenset(head.removeprefix(PORTFOLIO) for head in heads if head.startswith(PORTFOLIO))


def find_sign(member: Member) -> str | None:
    """Return the id of a body that is known by its kind and its country in every language, else ``None``.

    A body without a country in its name belongs to the only country of its page.

    >>> find_sign(Member("a", "p", "organisation", "МИД Кении", "ru"))
    'organisation:ministry/foreign-affairs@KE'
    """
    if member.kind != "organisation" or member.reference:
        return None
    body = read_body(member.name, member.language)
    kind = _describe_kind(body)
    if kind is None:
        return None
    owner = body.owner or (_only_country(member) if kind in ONE_OF_A_KIND or kind.startswith(PORTFOLIO) else None)
    if owner is None or not owner.startswith(COUNTRY_PREFIX):
        return None
    listed = _listed_bodies().get((kind, owner))
    return listed or make_sign(kind, owner)


def make_sign(head: str, country: str) -> str:
    """Return the id of the body of a kind that a country has."""
    return f"organisation:{head}{DERIVED}{country.removeprefix(COUNTRY_PREFIX)}"


def find_owner(name: str, language: str) -> str | None:
    """Return the state or body that a body's name says it is part of, where it has a head word of such bodies.

    >>> find_owner("Embassy of Kenya", "en"), find_owner("Oil Company of Kenya", "en")
    ('territory:KE', None)
    """
    body = read_body(name, language)
    head = (body.head or "").partition("/")[0]
    return body.owner if head in OF_STATE or head in ONE_OF_A_KIND else None


def split_sign(id: str) -> tuple[str | None, str | None]:
    """Return the kind of a body and its country, if that is what its id says."""
    head, derived, country = id.partition(DERIVED)
    return (head.partition(":")[2], COUNTRY_PREFIX + country) if derived else (None, None)


def _only_country(member: Member) -> str | None:
    """Return the state of everything on the page that lies in one."""
    states = {state for other in member.co if (state := _state_of(other))}
    return states.pop() if len(states) == 1 else None


@cache
def _state_of(reference: str) -> str | None:
    city = describe_city(reference)
    if city is not None:
        return city.country
    return reference if _STATE.fullmatch(reference) else None


@cache
def _listed_bodies() -> dict[tuple[str, str], str]:
    """Return the bodies that the gazetteer lists as the only one of their kind in a country."""
    found: dict[tuple[str, str], list[str]] = {}
    for listed in load_organisations().values():
        if listed.kind in LISTED_HEADS and listed.country and not listed.part_of:
            found.setdefault((listed.kind, listed.country), []).append(listed.id)
    return {key: ids[0] for key, ids in found.items() if len(ids) == 1}


@lru_cache(maxsize=1 << 15)
def write_plainly(name: str, language: str) -> str:
    """Return a name with every word in the shortest form that the language knows it by, so that case does not count."""
    if language not in list_packs():
        return fold_name(name)
    morphology = load_tables(language).morphology
    return " ".join(_shortest(token.keys) for token in tokenise(name, morphology) if token.is_word)


def _shortest(keys: tuple[Key, ...]) -> str:
    return min((key.text for key in keys if not key.clitic and not key.tail), key=lambda text: (len(text), text))
