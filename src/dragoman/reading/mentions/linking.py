"""From an article to its cast: every naming layer in turn, then short forms, bare titles and office holders."""

from bisect import bisect_left

from msgspec.structs import replace

from dragoman.language.organisation_tables import is_outlet
from dragoman.language.scripts import fold
from dragoman.model import OfficeMention
from dragoman.reading.mentions.acronyms import attach_uses, find_introductions, settle_introductions
from dragoman.reading.mentions.agreement import find_introduced
from dragoman.reading.mentions.bare_acronyms import find_bare_acronyms
from dragoman.reading.mentions.bodies import find_bodies
from dragoman.reading.mentions.gazetteer import find_gazetteer_chunks, is_cited
from dragoman.reading.mentions.holders import find_holders
from dragoman.reading.mentions.office_adjectives import settle_adjectives
from dragoman.reading.mentions.offices import OfficePhrase, find_office_phrases
from dragoman.reading.mentions.persons import NameFinder
from dragoman.reading.mentions.referents import Cast
from dragoman.reading.mentions.short_forms import drop_namesakes, find_bare_heads, find_short_forms
from dragoman.reading.mentions.tagger import hear_votes
from dragoman.reading.mentions.titles import link_bare_titles
from dragoman.reading.mentions.unlisted_places import find_unlisted_places
from dragoman.reading.mentions.voices import Voices, record_voices
from dragoman.reading.mentions.votes import Hear, Vote, Votes
from dragoman.reading.mentions.voting import missing_names, settle_bodies, settle_persons
from dragoman.reading.mentions.weak_names import confirm_weak
from dragoman.reading.sheet import Chunk, Sentence, Sheet

_SURE = 0.8


class Named:
    """What the naming layers found on one page."""

    def __init__(self, sheet: Sheet, cast: Cast, phrases: list[OfficePhrase], offices: list[OfficeMention]) -> None:
        """Bundle the results."""
        self.sheet, self.cast, self.phrases, self.offices = sheet, cast, phrases, offices
        self.dated: frozenset[int] = frozenset()
        """The tokens of dates, once somebody has looked for them."""
        self._phrase_firsts = [phrase.first for phrase in phrases]

    def inside(self, sentence: Sentence) -> "Named":
        """Return what was found in one sentence, with the cast of the page."""
        first = bisect_left(self._phrase_firsts, sentence.first)
        stop = bisect_left(self._phrase_firsts, sentence.stop)
        inside = Named(self.sheet.inside(sentence), self.cast, self.phrases[first:stop], self.offices)
        inside.dated = self.dated
        return inside


_LISTED = frozenset({"place", "organisation"})


def find_mentions(sheet: Sheet, *, hear: Hear | None = None) -> Named:
    """Run the naming layers over a sheet, cheap to dear.

    Gazetteers and office phrases come first, for they anchor names; names of persons next, with the tagger's vote;
    bodies by their head words after that; then what only the page can tell: short forms, misspelt forms, bare titles
    and who holds which office.

    Args:
        sheet: The working sheet.
        hear: Asks the model of names that votes; the shipped tagger where it is left out.
    """
    listed = settle_adjectives(sheet, find_gazetteer_chunks(sheet))
    sheet.chunks = _without_own_outlet(sheet, listed)
    own = [c for c in listed if c not in sheet.chunks]
    votes = _without_stops(sheet, hear(sheet, listed) if hear else hear_votes(sheet, listed))
    votes = _with_references(_without_own(votes, own), listed)
    phrases = find_office_phrases(sheet)
    sheet.introduced = find_introduced(sheet, phrases)
    by_grammar = NameFinder(sheet, phrases, closed=own).find()
    persons = _vote_on_persons(sheet, votes, by_grammar, phrases)
    seen = {(v.chunk.first, v.chunk.stop) for v in votes.names if v.chunk.kind == "place" and v.probability >= _SURE}
    meant = _without_overlaps(confirm_weak(sheet, sheet.chunks, persons=persons, seen=seen), persons)
    sheet.chunks = drop_namesakes(sheet, meant, persons)
    phrases = find_office_phrases(sheet)
    stand_ins, bodies = _find_bodies(sheet, votes, persons, phrases)
    naming = [*_without_overlaps(_without_covered(sheet.chunks, bodies), bodies), *persons, *bodies]
    sheet.chunks = _in_order(naming)
    introduced = find_introductions(sheet)
    sheet.chunks = _in_order(settle_introductions(sheet, introduced))
    bare = find_bare_acronyms(sheet, phrases)
    sheet.chunks = _in_order([*sheet.chunks, *bare])
    phrases = find_office_phrases(sheet) if bodies or introduced or bare else phrases
    sheet.introduced = find_introduced(sheet, phrases)
    cast = Cast(sheet)
    cast.add_all(sheet.chunks)
    sheet.chunks = _in_order([*sheet.chunks, *attach_uses(cast, introduced)])
    stand_ins = [*_attach_stand_ins(cast, stand_ins), *find_bare_heads(sheet, cast)]
    sheet.chunks = _in_order([*sheet.chunks, *find_short_forms(sheet, cast, phrases)])
    places = find_unlisted_places(sheet, phrases)
    cast.add_all(places)
    sheet.chunks = _in_order([*sheet.chunks, *places])
    offices = find_holders(sheet, cast, phrases)
    titles = link_bare_titles(sheet, cast, phrases, offices)
    sheet.chunks = _in_order([*sheet.chunks, *stand_ins, *titles])
    if sheet.notes is not None:
        record_voices(sheet, Voices(listed, votes, by_grammar, phrases, offices))
    return Named(sheet, cast, phrases, offices)


def _in_order(chunks: list[Chunk]) -> list[Chunk]:
    return sorted(chunks, key=lambda c: (c.start, -c.end))


def _vote_on_persons(sheet: Sheet, votes: Votes, persons: list[Chunk], phrases: list[OfficePhrase]) -> list[Chunk]:
    """Let the tagger correct, refuse and add persons, each where it is sure enough."""
    limits = votes.rights("person")
    settled = settle_persons(persons, votes, limits)
    offices = {i for p in phrases for i in range(p.core, p.core_stop)}
    strong = [c for c in sheet.chunks if not c.weak and not _is_given_name(sheet, c, votes)]
    added = missing_names(votes, [*strong, *settled], taken=offices, limits={"person": limits})
    return sorted([*settled, *added], key=lambda c: c.first)


def _is_given_name(sheet: Sheet, chunk: Chunk, votes: Votes) -> bool:
    """Tell a town or region whose name begins the name of a person that the tagger is sure of: "Ararat Doe".

    Not where a preposition puts it somewhere, and a country or a word of a longer name is none.
    """
    if chunk.kind != "place" or chunk.stop - chunk.first != 1 or sheet.tables.pack.script == "Arab":
        return False
    tables = sheet.tables
    places = tables.any_of("locative", "towards", "from")
    if chunk.first > 0 and sheet.tokens[chunk.first - 1].has(places):
        return False
    named = (v for v in votes.names if v.chunk.kind == "person" and v.chunk.first == chunk.first)
    claimed = {c.first for c in sheet.chunks if c is not chunk}
    return any(v.chunk.stop - chunk.first > 1 and v.probability >= _SURE and chunk.stop not in claimed for v in named)


def _held_bodies(sheet: Sheet, phrases: list[OfficePhrase]) -> set[int]:
    """Return, where the verb comes last, the tokens of bodies that an office names: "spokesman of the ministry"."""
    if sheet.tables.pack.strategies["roles"] != "verb-final":
        return set()
    inside = (range(p.core + 1, p.core_stop) for p in phrases)
    found = (m for positions in inside for i in positions for m in sheet.tables.heads.at(sheet.tokens, i))
    return {i for match in found for i in range(match.first, match.stop)}


def _find_bodies(
    sheet: Sheet, votes: Votes, persons: list[Chunk], phrases: list[OfficePhrase]
) -> tuple[list[Chunk], list[Chunk]]:
    """Return the governments that stand for their country, and the bodies and places by head words or by vote."""
    taken = {i for p in phrases for i in range(p.core, p.core_stop)} - _held_bodies(sheet, phrases)
    taken |= {i for c in persons for i in range(c.first, c.stop)}
    found = settle_bodies(find_bodies(sheet, taken), votes, taken=taken)
    limits = {kind: votes.rights(kind) for kind in ("organisation", "place")}
    voted = missing_names(votes, [*sheet.chunks, *found], taken=taken, limits=limits)
    bodies = [c for c in (*found, *voted) if c.kind != "title" and not _is_own_outlet(sheet, c)]
    return [c for c in found if c.kind == "title"], bodies


def _without_stops(sheet: Sheet, votes: Votes) -> Votes:
    """Leave out, in a script without capitals, a single word that the pack lists as no name, or as no place."""
    if sheet.tables.pack.script != "Arab":
        return votes
    kept = (v for v in votes.names if v.chunk.stop - v.chunk.first > 1 or not _is_no_name(sheet, v.chunk))
    return replace(votes, names=tuple(_as_cited(sheet, vote) for vote in kept))


def _without_own(votes: Votes, own: list[Chunk]) -> Votes:
    """Leave out votes on the page's own agency, which is no entity of it."""
    taken = {i for chunk in own for i in range(chunk.first, chunk.stop)}
    kept = (v for v in votes.names if taken.isdisjoint(range(v.chunk.first, v.chunk.stop)))
    return replace(votes, names=tuple(kept)) if taken else votes


def _with_references(votes: Votes, listed: list[Chunk]) -> Votes:
    """Let a name that the model and the tables both see be the one of the tables, though its form is a weak one."""
    known = {(c.kind, c.first, c.stop): c for c in listed if c.weak and c.kind in _LISTED}

    def refer(vote: Vote) -> Vote:
        chunk = known.get((vote.chunk.kind, vote.chunk.first, vote.chunk.stop))
        if chunk is None:
            return vote
        return replace(vote, chunk=replace(vote.chunk, reference=chunk.reference, value=chunk.value))

    return replace(votes, names=tuple(refer(vote) for vote in votes.names)) if known else votes


def _is_no_name(sheet: Sheet, chunk: Chunk) -> bool:
    word, tables = sheet.tokens[chunk.first], sheet.tables
    several = word.key.endswith(tuple(tables.listed("no_family_endings"))) and not any(tables.name_counts(word.key))
    if chunk.kind == "person" and several and word.key.startswith(tuple(tables.listed("articles"))):
        return tables.writes_article_on
    ordinary = chunk.kind == "place" and word.has(tables.listed("ordinary_words"))
    return ordinary or word.key in tables.name_roles.get("stop", frozenset())


def _as_cited(sheet: Sheet, vote: Vote) -> Vote:
    """What is quoted by its short name right behind "quoting", where the verb comes last, is a body and no place."""
    chunk = vote.chunk
    final = sheet.tables.pack.strategies["roles"] == "verb-final" and chunk.kind == "place"
    return replace(vote, chunk=replace(chunk, kind="organisation")) if final and is_cited(sheet, chunk) else vote


def _without_own_outlet(sheet: Sheet, chunks: list[Chunk]) -> list[Chunk]:
    """The page's own agency speaks on every page and is no entity of it."""
    desk = sheet.tables.listed("own_desk")
    outlet = fold(sheet.article.outlet or "")
    own = {
        c.reference
        for c in chunks
        if c.kind == "organisation"
        and (
            (outlet and fold(sheet.surface(c)) in outlet and len(sheet.surface(c)) > 2)
            or (c.first > 0 and sheet.tokens[c.first - 1].has(desk))
        )
    }
    agencies = {r for r in own if is_outlet(r)}
    return [c for c in chunks if c.reference not in agencies]


def _is_own_outlet(sheet: Sheet, chunk: Chunk) -> bool:
    name, outlet = fold(sheet.surface(chunk)), fold(sheet.article.outlet or "")
    return chunk.value == "news-agency" and bool(outlet) and (name in outlet or outlet in name)


def _without_overlaps(chunks: list[Chunk], stronger: list[Chunk]) -> list[Chunk]:
    """Drop gazetteer chunks that share tokens with a person, unless the person's run only borrows a strong name."""
    taken = {i for c in stronger if c.kind == "person" for i in range(c.first, c.stop)}
    return [c for c in chunks if not any(i in taken for i in range(c.first, c.stop))]


def _without_covered(chunks: list[Chunk], bodies: list[Chunk]) -> list[Chunk]:
    """Keep countries inside a body's name (they are named too), drop shorter bodies and cities inside it."""
    spans = [(b.first, b.stop) for b in bodies]
    return [
        c for c in chunks if c.kind in ("country", "demonym") or not any(f <= c.first and c.stop <= s for f, s in spans)
    ]


def _attach_stand_ins(cast: Cast, chunks: list[Chunk]) -> list[Chunk]:
    """Give each government the country of the page that it acts for, and drop those whose country is not named."""
    kept = []
    for chunk in chunks:
        referent = cast.with_reference(chunk.reference)
        if referent is not None:
            cast.attach(referent, chunk)
            kept.append(chunk)
    return kept
