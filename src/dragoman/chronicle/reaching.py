"""Finds what a change can reach: the members to be resolved again, and those around them that stay as they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from sys import intern

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks, fetch_in
from dragoman.chronicle.marking import ALONE, read_alone
from dragoman.chronicle.members import Place, load_members, load_numbers, load_page_members, split_key
from dragoman.meaning.entities import Judgement, Member
from dragoman.meaning.entities.blocking import BARE, bare_blocks, bare_key, spelling_keys, write_form
from dragoman.meaning.entities.names import code_name
from dragoman.meaning.entities.people import Written
from dragoman.meaning.entities.reach import find_ties, may_be_one, may_mean

BODY, PERSON = "organisation", "person"
FORMS = ("=", "person=")
"""What the blocks begin with whose members are one node, or several that have to be told apart together."""


class Reach(Struct, frozen=True):
    """Members by key with the entities they belong to so far; all but ``settled`` ones are to be resolved again."""

    members: Mapping[str, Member]
    homes: Mapping[str, str]
    settled: Mapping[str, str]


def find_reach(
    connection: Connection, blocks: set[str], *, entities: set[str], judgements: Sequence[Judgement]
) -> Reach:
    """Return what changed blocks and entities can reach.

    What shares a block, an entity or a judgement with something that changed is resolved again, with the full names
    that are surely one person with it, and the bare names that could mean it. Nothing is reached through a bare name:
    of the others that it could mean only the surroundings count.

    Cost:
        Linear in the mentions of all names that are like the changed ones.
    """
    search = _Search(connection, judgements)
    alone = {read_alone(block) for block in blocks if block.startswith(ALONE)}
    shared = {block for block in blocks if not block.startswith(ALONE)}
    search.grow(search.existing(alone) | search.sharing(shared) | search.belonging(entities))
    around = search.near | search.places_of(search.list_meant())
    return search.finish(around)


class _Search:
    """The members reached so far; what is loaded is kept."""

    def __init__(self, connection: Connection, judgements: Sequence[Judgement]) -> None:
        self._connection, self._judgements = connection, judgements
        self._judged = _judged_places(connection, judgements)
        self._members: dict[Place, Member] = {}
        self._blocks: dict[Place, frozenset[str]] = {}
        self._shared: dict[str, set[Place]] = {}
        self._bare: set[str] = set()
        self._absent: set[Place] = set()
        self._places: dict[Place, Place] = {}
        self._names: set[Written] = set()
        self.inside: set[Place] = set()
        self.near: set[Place] = set()

    def grow(self, seeds: set[Place]) -> None:
        """Reach everything that the seeds can change."""
        new = self._take(seeds)
        while new:
            written = self._find_written(new)
            ties = self._find_ties(written)
            bare = {block for name in set(written.values()) for block in bare_blocks(*name)} - self._bare
            self._bare |= bare
            new = self._take(ties | self.sharing(bare))

    def _take(self, seeds: Iterable[Place]) -> set[Place]:
        """Take in places with all that share a block, an entity or a judgement with them; return the new ones."""
        taken: set[Place] = set()
        new = set(seeds) - self.inside
        while new:
            self.inside |= new
            taken |= new
            blocks = self._blocks_of(new)
            full = {place for place, found in blocks.items() if not _is_bare(found)}
            reached = self.sharing({block for found in blocks.values() for block in found})
            reached |= self.belonging(set(_find_homes(self._connection, full).values()))
            reached |= {other for place in new for other in self._judged.get(place, ())}
            new = reached - self.inside
        return taken

    def _find_ties(self, written: Mapping[Place, Written]) -> set[Place]:
        """Return who is surely one person with some new members by the full name, and remember who comes near."""
        names = set(written.values())
        if not names:
            return set()
        self._names |= names
        mine = self._load(written)
        others = self._load(self._complete(self.places_of(self._list_alike(names))) - mine.keys())
        keys = {member.key: place for place, member in others.items()}
        ties = find_ties((*mine.values(), *others.values()), self._judgements, hand={m.key for m in mine.values()})
        self.near |= {keys[key] for key in (*ties.near, *ties.sure)}
        return {keys[key] for key in ties.sure}

    def _list_alike(self, names: Iterable[Written]) -> set[Written]:
        """Return the full names of the chronicle that could be one person with some others."""
        keys: dict[str, list[Written]] = defaultdict(list)
        for name in names:
            for key in spelling_keys(*name):
                if key.startswith("&"):
                    keys[key].append(name)
        listed = _load_spellings(self._connection, keys)
        alike: set[Written] = set()
        for key, others in listed.items():
            for other in set(others) - alike - self._names:
                if any(may_be_one(one, other) for one in keys[key]):
                    alike.add(other)
        return alike

    def list_meant(self) -> set[Written]:
        """Return the full names that the bare names inside could mean."""
        keys: dict[str, set[Written]] = defaultdict(set)
        bare = {place for place, blocks in self._blocks_of(self.inside).items() if _is_bare(blocks)}
        for member in self._load(bare).values():
            keys[bare_key(member.name, member.language)].add((member.name, member.language))
        listed = _load_spellings(self._connection, keys)
        return {
            other
            for key, others in listed.items()
            for other in others
            if any(may_mean(one, other) for one in keys[key])
        }

    def places_of(self, names: Iterable[Written]) -> set[Place]:
        """Return who bears some full names."""
        return self.sharing({write_form(*name) for name in names})

    def sharing(self, blocks: Iterable[str]) -> set[Place]:
        """Return the members of blocks."""
        table = derived.referent_block.c
        wanted = set(blocks)
        found: dict[str, set[Place]] = {block: set() for block in wanted - self._shared.keys()}
        give = table.block, table.page_id, table.referent
        for block, page, referent in fetch_in(self._connection, select(*give).distinct(), table.block, found):
            found[block].add(self._one((page, intern(referent))))
        self._shared |= found
        return {place for block in wanted for place in self._shared[block]}

    def _one(self, place: Place) -> Place:
        """Return one object for a place, in however many blocks it is."""
        return self._places.setdefault(place, place)

    def existing(self, places: set[Place]) -> set[Place]:
        """Return those of some places that a page still names."""
        return {place for place, blocks in self._blocks_of(places).items() if blocks}

    def belonging(self, entities: Iterable[str]) -> set[Place]:
        """Return the members of entities."""
        table = derived.entity_member.c
        give = table.page_id, table.referent
        rows = fetch_in(self._connection, select(*give).distinct(), table.entity_id, entities)
        return {self._one((page, intern(referent))) for page, referent in rows}

    def finish(self, around: set[Place]) -> Reach:
        """Return the members inside, and those around them with their whole entities and all of their written forms."""
        known = set(self.inside)
        new = around | self.belonging(set(_find_homes(self._connection, known).values()))
        while new := new - known:
            known |= new
            new = self._complete(new) | self.belonging(set(_find_homes(self._connection, new).values()))
        members = self._load(known)
        bodies = {place for place in self.inside if place in members and members[place].kind == BODY}
        written = load_members(self._connection, bodies)  # bodies are known by their acronyms
        members = {place: written.get(member.key, member) for place, member in members.items()}
        homes = {members[place].key: home for place, home in _find_homes(self._connection, members).items()}
        inside = {members[place].key for place in self.inside if place in members}
        settled = {key: home for key, home in homes.items() if key not in inside}
        return Reach({one.key: one for one in sorted(members.values(), key=_key)}, homes, settled)

    def _complete(self, places: set[Place]) -> set[Place]:
        """Return places with all that bear their written forms or table ids."""
        blocks = {block for found in self._blocks_of(places).values() for block in found if block.startswith(FORMS)}
        return places | self.sharing(blocks)

    def _blocks_of(self, places: set[Place]) -> dict[Place, frozenset[str]]:
        """Return the blocks of places, but for those that each has alone."""
        missing = places - self._blocks.keys()
        if missing:
            found: dict[Place, set[str]] = {place: set() for place in missing}
            table = derived.referent_block.c
            give = table.page_id, table.referent, table.block
            pages = {page for page, _ in missing}
            for page, referent, block in fetch_in(self._connection, select(*give).distinct(), table.page_id, pages):
                if not block.startswith(ALONE) and (blocks := found.get((page, referent))) is not None:
                    blocks.add(intern(block))
            self._blocks |= {place: frozenset(blocks) for place, blocks in found.items()}
        return {place: self._blocks[place] for place in places}

    def _find_written(self, places: set[Place]) -> dict[Place, Written]:
        """Return those of some places that bear full names, with these."""
        return {
            place: (member.name, member.language)
            for place, member in self._load(places).items()
            if member.kind == PERSON and code_name(member.name, member.language).full
        }

    def _load(self, places: Iterable[Place]) -> dict[Place, Member]:
        """Load members, with the other people of their pages, who are likely to be asked for next."""
        wanted = set(places)
        missing = {place for place in wanted if place not in self._members and place not in self._absent}
        for pages in chunks(sorted({page for page, _ in missing})):
            for place, member in load_page_members(self._connection, pages).items():
                if place in missing or member.kind == PERSON:
                    self._members[self._one(place)] = member
        self._absent |= missing - self._members.keys()
        return {place: self._members[place] for place in wanted if place in self._members}


def _is_bare(blocks: Collection[str]) -> bool:
    return any(block.startswith(BARE) for block in blocks) and not any(block.startswith(FORMS) for block in blocks)


def _key(member: Member) -> str:
    return member.key


def _load_spellings(connection: Connection, keys: Iterable[str]) -> dict[str, list[Written]]:
    table = derived.spelling.c
    found: dict[str, list[Written]] = defaultdict(list)
    give = table.key, table.name, table.language
    for key, name, language in fetch_in(connection, select(*give).distinct(), table.key, keys):
        found[key].append((name, language))
    return found


def _find_homes(connection: Connection, places: Iterable[Place]) -> dict[Place, str]:
    """Return the entity that each place belongs to so far."""
    wanted, table = set(places), derived.entity_member.c
    give = table.page_id, table.referent, table.entity_id
    rows = fetch_in(connection, select(*give).distinct(), table.page_id, {page for page, _ in wanted})
    return {(page, intern(referent)): intern(entity) for page, referent, entity in rows if (page, referent) in wanted}


def _judged_places(connection: Connection, judgements: Sequence[Judgement]) -> dict[Place, set[Place]]:
    names = {key for judgement in judgements for key in (judgement.a, judgement.b)}
    numbers = load_numbers(connection, {split_key(name)[0] for name in names})
    places = {name: (numbers.get(split_key(name)[0], 0), split_key(name)[1]) for name in names}
    judged: dict[Place, set[Place]] = {}
    for judgement in judgements:
        pair = {places[judgement.a], places[judgement.b]}
        for place in pair:
            judged.setdefault(place, set()).update(pair)
    return judged
