"""The noun phrases of a sentence that may act, with what marks their part in the clause."""

from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.gazetteer_tables import CityPlace, describe_city
from dragoman.language.morphology import Cases
from dragoman.reading.events.coordination import (
    are_alike,
    are_joined,
    closes_apposition,
    goes_on,
    is_spoken,
    opens_headline,
)
from dragoman.reading.events.delegations import clitic_of
from dragoman.reading.events.government import (
    find_chain,
    find_governing_noun,
    find_preposition,
    follows_noun,
    governor_at,
    hangs_on_noun,
)
from dragoman.reading.events.phrases import Phrase, find_cases, find_phrases
from dragoman.reading.events.unnamed import GROUP, find_headed, find_unnamed
from dragoman.reading.mentions.linking import Named
from dragoman.reading.mentions.titles import BARE_TITLE
from dragoman.reading.sheet import Chunk, Sentence, Sheet

_COMMAS = frozenset("،,")
_APPOSITION = 6
_STATES_AND_BODIES = {"country", "organisation"}
_OF_MEN = frozenset({"acc", "gen"})
"""The cases for which men and what they are called have one form."""

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


class Actor(Struct, frozen=True):
    """A noun phrase, tokens ``first`` to ``stop``, that stands for a referent, as a place for its ``site``.

    ``preposition`` is the key of the word or clitic that governs it, ``cases`` what its form allows, ``group`` the
    number shared by coordinated phrases. ``owner`` is true of a possessor ("Russia's"), ``object`` where the language
    marks one, ``genitive`` where it hangs on the noun before, ``adjunct`` of a country's adjective, ``located`` where
    it only says where, ``seated`` under a preposition of place, ``company`` under one of "with", ``agent`` where its
    preposition may name who did it. ``chain`` is where the plain words begin that it closes ("the latest statements
    of X"), with the preposition before them; ``noun`` is the word whose own preposition governs it ("the fight
    against X"), or -1. ``unnamed`` phrases hold no name ("Ruritanian troops"). ``aim`` is the word before it, where the
    preposition written on that makes it an aim ("for-the-meeting of X"), or -1. ``titled`` is an office whose
    holder nobody names, or a delegation, which stands for its country or body; ``several`` are bodies and states
    with a plural for a name, and ``capital`` is where a state has its government. ``partitive`` is what a
    preposition of source governs: "two of the Xs".
    """

    first: int
    stop: int
    referent: str
    site: str
    feminine: bool
    kind: str
    preposition: str
    cases: Cases
    group: int
    owner: bool
    object: bool
    genitive: bool
    adjunct: bool
    located: bool
    seated: bool
    company: bool
    agent: bool
    chain: int
    chain_preposition: str
    noun: int
    unnamed: bool
    aim: int = -1
    titled: bool = False
    several: bool = False
    capital: bool = False
    partitive: bool = False


def find_actors(named: Named, sentence: Sentence) -> list[Actor]:
    """Return the actors of a sentence from left to right, office and name taken together as one phrase.

    The ``referent`` of a phrase without a name is empty, unless it acts for a country of the page.
    """
    named_phrases = find_phrases(named, sentence)
    unnamed = find_unnamed(named, sentence, named_phrases)
    inside = {i for p in unnamed for i in range(p.first, p.stop)}
    phrases = [*(p for p in named_phrases if p.first not in inside), *unnamed]
    actors: list[Actor] = []
    for phrase in sorted(phrases, key=lambda p: p.first):
        actors.append(_actor(named, phrase, actors, sentence))
    return actors


def _actor(named: Named, phrase: Phrase, before: list[Actor], sentence: Sentence) -> Actor:
    sheet, first, chunk = named.sheet, phrase.first, phrase.chunk
    referent = _referent(named, chunk)
    kind = named.cast.kind(referent) if referent else GROUP
    head = find_headed(sheet, first, sentence.first) if kind == "country" else first
    joined = bool(before) and _continues(sheet, before, (phrase, head), kind)
    governed = chunk if phrase.delegation < 0 else replace(chunk, clitic=clitic_of(sheet, phrase.delegation))
    preposition, noun = find_preposition(sheet, head, governed, sentence), -1
    if preposition:
        noun = find_governing_noun(sheet, first, sentence)
    elif joined:
        preposition, noun = before[-1].preposition, before[-1].noun
    chain, cases = find_chain(sheet, first, sentence), find_cases(named, phrase)
    after = sheet.tokens[phrase.stop] if phrase.stop < len(sheet.tokens) else None
    return Actor(
        first=first,
        stop=phrase.stop,
        referent=_acting(named, chunk),
        site=_referent(named, chunk),
        feminine=_is_feminine(sheet, chunk, kind),
        kind=kind,
        preposition=preposition,
        cases=cases,
        group=before[-1].group if joined else len(before),
        owner=after is not None and after.text in POSSESSIVES,
        object=_is_marked_object(sheet, phrase),
        genitive=not preposition
        and (_is_genitive(named, phrase, chain, sentence) or (joined and before[-1].genitive and "gen" in cases)),
        adjunct=chunk.kind == "demonym",
        located=_is_located(sheet, chunk, preposition) or _is_part_of_place(sheet, first, preposition),
        company=bool(preposition) and preposition in sheet.tables.listed("with"),
        seated=bool(preposition) and preposition in sheet.tables.listed("locative"),
        agent=bool(preposition) and preposition in (sheet.tables.listed("agents") or {preposition}),
        chain=chain,
        chain_preposition=_chain_preposition(sheet, chain, first, sentence),
        noun=noun,
        unnamed=chunk.kind == GROUP,
        aim=first - 1 if _is_aim(sheet, first - 1, sentence.first) else -1,
        titled=chunk.rule == BARE_TITLE or (kind == "country" and phrase.delegation >= 0),
        several=kind in _STATES_AND_BODIES and _is_several(sheet, chunk),
        capital=_capital(chunk) is not None,
        partitive=bool(preposition) and preposition in sheet.tables.listed("from"),
    )


def _is_aim(sheet: Sheet, position: int, start: int) -> bool:
    """Tell, where the article is written on, a noun with a preposition written on it, and no preposition itself."""
    if not sheet.tables.writes_article_on or position <= start:
        return False
    token, prepositions = sheet.tokens[position], sheet.tables.listed("prepositions")
    nouns = sheet.tables.any_of("before_actor", "everyday_words")
    whole = token.key in prepositions or token.key in sheet.tables.listed("main_verbs")
    return not whole and any(key.clitic in prepositions and key.text in nouns and not key.tail for key in token.keys)


def _is_marked_object(sheet: Sheet, phrase: Phrase) -> bool:
    """Tell a phrase with the mark of objects, a word after it or an ending of its last word."""
    after = sheet.tokens[_past_apposition(sheet, phrase.stop)] if phrase.stop < len(sheet.tokens) else None
    if after is not None and after.key in sheet.tables.listed("object_marks"):
        return True
    endings = tuple(sheet.tables.listed("object_endings"))
    return (
        bool(endings)
        and len(sheet.tokens[phrase.stop - 1].keys) > 1
        and sheet.tokens[phrase.stop - 1].key.endswith(endings)
    )


def _past_apposition(sheet: Sheet, stop: int) -> int:
    """Step over a few words between commas behind a phrase, where the mark of objects follows: "X, a reporter, OBJ"."""
    tokens, marks = sheet.tokens, sheet.tables.listed("object_marks")
    if not marks or tokens[stop].text not in _COMMAS:
        return stop
    near = range(stop + 1, min(stop + 1 + _APPOSITION, len(tokens) - 1))
    close = next((i for i in near if tokens[i].text in _COMMAS), None)
    return close + 1 if close is not None and tokens[close + 1].key in marks else stop


def _referent(named: Named, chunk: Chunk) -> str:
    if chunk.kind in ("demonym", GROUP):
        return named.cast.with_reference(chunk.reference) or ""
    return named.cast.of_chunk[chunk]


def _is_feminine(sheet: Sheet, chunk: Chunk, kind: str) -> bool:
    """Tell a state's name in a language where these are feminine but for a few: the verb agrees with its subject."""
    few = sheet.tables.listed("masculine_states")
    return bool(few) and kind == "country" and chunk.kind == "country" and not sheet.tokens[chunk.first].has(few)


def _capital(chunk: Chunk) -> CityPlace | None:
    """Return the place of a chunk that names the capital of a state."""
    place = describe_city(chunk.reference) if chunk.reference else None
    return place if place is not None and place.kind == "capital" else None


def _is_several(sheet: Sheet, chunk: Chunk) -> bool:
    """Tell a body or state whose name is a plural: the Taliban, the armed forces, the Philippines."""
    word = next((t for t in sheet.tokens[chunk.first : chunk.stop] if t.is_word), sheet.tokens[chunk.first])
    return sheet.tables.morphology.several(word.text) or word.has(sheet.tables.listed("plural_bodies"))


def _acting(named: Named, chunk: Chunk) -> str:
    """The referent that acts: a capital stands for its country where the page names that one."""
    referent, place = _referent(named, chunk), _capital(chunk)
    return referent if place is None else named.cast.with_reference(place.country) or referent


def _continues(sheet: Sheet, actors: list[Actor], begun: tuple[Phrase, int], kind: str) -> bool:
    """Tell whether a phrase, and the token where it begins with its head, is coordinated with the last actor before."""
    before, (phrase, first) = actors[-1], begun
    between = (before.stop, first)
    ordered = sheet.tables.pack.strategies["roles"] == "subject-verb"
    in_list = len(actors) > 1 and actors[-2].group == before.group
    listed = in_list and sheet.tables.pack.strategies["roles"] in ("subject-verb", "case")
    mixed = ordered and {before.kind, kind} == _STATES_AND_BODIES and (listed or not before.preposition)
    if not are_joined(sheet, between, phrase.chunk):
        return False
    if _is_other_object(sheet, between, phrase):
        return False
    if not (mixed or are_alike(sheet, between, (before.kind, kind))):
        return False
    if not in_list and closes_apposition(sheet, between, phrase.chunk, phrase.stop):
        return False
    if goes_on(sheet, between, phrase.stop) or listed:
        return True
    return before.kind == kind and opens_headline(sheet, before.first, phrase.stop)


def _is_other_object(sheet: Sheet, between: tuple[int, int], phrase: Phrase) -> bool:
    """Tell, where the verb comes last, an object that a comma alone parts from the subject: "X, Y-object accused"."""
    final = sheet.tables.pack.strategies["roles"] == "verb-final"
    return final and not is_spoken(sheet, between) and _is_marked_object(sheet, phrase)


def _is_genitive(named: Named, phrase: Phrase, chain: int, sentence: Sentence) -> bool:
    """Tell whether a phrase belongs to the noun before it, by its place in a chain or by its case ("the work of X")."""
    sheet, first, chunk = named.sheet, phrase.first, phrase.chunk
    if hangs_on_noun(named, first, sentence) or _closes_body(sheet, phrase):
        return True
    if follows_noun(named, first, sentence):
        cases = find_cases(named, Phrase(first, chunk.stop, chunk))
        return chunk.kind == "place" or ("gen" in cases and not _is_apposed(sheet, phrase, cases))
    final = sheet.tables.pack.strategies["roles"] == "verb-final"
    return final and any(t.is_word for t in sheet.tokens[chain:first])


def _is_apposed(sheet: Sheet, phrase: Phrase, cases: Cases) -> bool:
    """Tell the name of a man behind what he is, one of whom has the same form: "arrested the journalist | X".

    Behind a word of relation the name is rather whose relation that is.
    """
    word, morphology = sheet.tokens[phrase.first - 1], sheet.tables.morphology
    if phrase.chunk.kind != "person" or word.has(sheet.tables.listed("relations")):
        return False
    noun = morphology.noun_cases(word.text) if morphology.singular(word.text) else frozenset()
    return noun == _OF_MEN and cases == _OF_MEN


def _closes_body(sheet: Sheet, phrase: Phrase) -> bool:
    """Tell, where the verb comes last, a place right behind a body or a country right behind a place.

    It says where that is: "Radio Voice of X", "the town X of Y".
    """
    if sheet.tables.pack.strategies["roles"] != "verb-final" or phrase.chunk.kind not in ("place", "country"):
        return False
    before = ("organisation", "place") if phrase.chunk.kind == "country" else ("organisation",)
    return any(c.stop == phrase.first and c.kind in before for c in sheet.chunks)


def _is_located(sheet: Sheet, chunk: Chunk, preposition: str) -> bool:
    """A city under a preposition of place plays no part, in a language where that word is also "with"."""
    return sheet.tables.writes_article_on and chunk.kind == "place" and preposition in sheet.tables.listed("locative")


def _is_part_of_place(sheet: Sheet, first: int, preposition: str) -> bool:
    """Tell, in a language of cases, the land that something happens in a part of: "in the east of X"."""
    if sheet.tables.pack.strategies["roles"] != "case" or preposition not in sheet.tables.listed("locative"):
        return False
    head = sheet.tokens[first - 1]
    return head.has(sheet.tables.listed("place_heads")) and "acc" not in sheet.tables.morphology.cases(head.text)


def _chain_preposition(sheet: Sheet, chain: int, first: int, sentence: Sentence) -> str:
    """The preposition before the chain that a phrase closes, where the verb comes last or nouns have cases."""
    chains = sheet.tables.pack.strategies["roles"] in ("verb-final", "case")
    return governor_at(sheet, chain - 1) if chains and sentence.first < chain < first else ""
