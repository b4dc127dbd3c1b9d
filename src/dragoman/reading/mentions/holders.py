"""Who holds an office: the name that follows the office phrase, or the name before it in apposition."""

from collections import Counter, defaultdict

from msgspec.structs import replace

from dragoman.language.gazetteer_tables import describe_city
from dragoman.model import OfficeMention, Span
from dragoman.reading.mentions.agreement import agrees_with
from dragoman.reading.mentions.clause_edges import ends_adverbial
from dragoman.reading.mentions.far_holders import find_far_holder
from dragoman.reading.mentions.joined_owners import pair_owners
from dragoman.reading.mentions.office_growth import past_site
from dragoman.reading.mentions.office_lands import find_country_before, find_country_of_sentence, is_state
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.mentions.referents import Cast
from dragoman.reading.mentions.shared_heads import find_shared_heads
from dragoman.reading.sheet import Chunk, Sheet

_DOMINANT = 2
_TERRITORY = "territory:"
_RELATIONAL = frozenset({"other/adviser", "other/deputy", "spokesperson", "other/chief-of-staff", "envoy"})
_EXACT = frozenset({"secretary-general", "chair", "commander", "speaker", "security-council-secretary"})
_SENT = frozenset({"ambassador", "envoy"})
_COUNTERPART = "counterpart"
_DIRECTOR = "other/director"
_STATE_OFFICES = frozenset(
    {"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "minister", "deputy-minister"}
)
_SINGLE = frozenset({"head-of-state", "head-of-government", "foreign-minister", "defence-minister"})
_BETWEEN = frozenset("/،,—–-:(«\"“„'")
_CLOSING = frozenset(")»”")
_DASHES = frozenset("—–")
_REACH = 5
_BESIDE = 6


def find_holders(sheet: Sheet, cast: Cast, phrases: list[OfficePhrase]) -> list[OfficeMention]:
    """Return an observation for each office phrase whose holder is named beside it.

    An office without a country takes the one that the same person's other observations or the page's only country give.
    """
    starts = {c.first: c for c in sheet.chunks if c.kind == "person"}
    following = {p.first: p for p in phrases}
    stops = {c.stop: c for c in sheet.chunks if c.kind == "person"}
    preceding = {p.stop: p for p in phrases}
    found: dict[tuple[str, str], OfficeMention] = {}
    for phrase in phrases:
        servant = _servant(sheet, phrase, preceding)
        served = servant is not None and _named_before(sheet, servant, stops, preceding) is None
        if served:
            continue
        chunk = _named_of(sheet, phrase, (starts, following), (stops, preceding))
        if chunk is None:
            continue
        office = _counterpart(phrases, phrase) if phrase.office == _COUNTERPART else phrase.office
        if office is None:
            continue
        settled = _sited(sheet, _owned_after(sheet, replace(phrase, office=office), chunk), chunk)
        mention = _observe(sheet, cast, settled, cast.of_chunk[chunk])
        key = (mention.holder, mention.title)
        if key not in found or (found[key].of_reference is None and mention.of_reference is not None):
            found[key] = mention
    for phrase, chunk in pair_owners(sheet, phrases):
        office = _counterpart(phrases, phrase) if phrase.office == _COUNTERPART else phrase.office
        mention = _observe(sheet, cast, replace(phrase, office=office or "other"), cast.of_chunk[chunk])
        found.setdefault((mention.holder, mention.title), mention)
    for mention in find_shared_heads(sheet, cast):
        found.setdefault((mention.holder, mention.title), mention)
    return _fill_countries(sheet, cast, _without_loose_words(list(found.values())), _foreign(sheet, phrases))


def _foreign(sheet: Sheet, phrases: list[OfficePhrase]) -> frozenset[int]:
    """The tokens that name a land which is not that of a minister beside it, where the verb comes first.

    An envoy and a counterpart are of another land, and so is where somebody travels to or comes from.
    """
    tables = sheet.tables
    if not tables.writes_article_on:
        return frozenset()
    sent = {i for p in phrases if p.office in _SENT or p.office == _COUNTERPART for i in range(p.first, p.stop)}
    ways = tables.any_of("towards", "from")
    gone = (c.first for c in sheet.chunks if c.kind == "country" and c.first and sheet.tokens[c.first - 1].has(ways))
    return frozenset(sent.union(gone))


def _without_loose_words(offices: list[OfficeMention]) -> list[OfficeMention]:
    """Leave out "the chief of the ABC" where the page also says which office of the ABC that person holds."""
    exact = {(o.holder, o.of_reference) for o in offices if o.title in _EXACT and o.of_reference}
    return [o for o in offices if o.title != "head" or (o.holder, o.of_reference) not in exact]


def _sited(sheet: Sheet, phrase: OfficePhrase, holder: Chunk) -> OfficePhrase:
    """An office without an owner is of the body or country that stands between it and its holder's name.

    The head of a part "in" a body is a director of it, and not its head.
    """
    stop, site = past_site(sheet, phrase.stop)
    if site is None or holder.first < stop:
        return phrase
    if phrase.office == "head" and site.kind == "organisation":
        return replace(phrase, office=_DIRECTOR, of=site, of_reference=site.reference)
    if phrase.of_reference is not None or phrase.of is not None:
        return phrase
    town = site.kind == "place" and not (site.reference or "").startswith("territory:")
    return phrase if town else replace(phrase, of=site, of_reference=site.reference)


def _owned_after(sheet: Sheet, phrase: OfficePhrase, holder: Chunk) -> OfficePhrase:
    """The country may follow the name: "President John Doe of Ruritania"."""
    ordered = sheet.tables.pack.strategies["roles"] == "subject-verb"
    if not ordered or phrase.of_reference is not None or holder.first < phrase.stop:
        return phrase
    position = holder.stop
    while position < len(sheet.tokens) - 1 and sheet.tokens[position].has(sheet.tables.listed("of")):
        position += 1
    owner = next((c for c in sheet.chunks if c.first == position and c.kind in ("country", "organisation")), None)
    if owner is None or position == holder.stop:
        return phrase
    return replace(phrase, of=owner, of_reference=owner.reference)


def _counterpart(phrases: list[OfficePhrase], phrase: OfficePhrase) -> str | None:
    """A counterpart holds the office that was named last before."""
    before = [p.office for p in phrases if p.first < phrase.first and p.office != _COUNTERPART]
    return before[-1] if before else None


def _servant(sheet: Sheet, phrase: OfficePhrase, preceding: dict[int, OfficePhrase]) -> OfficePhrase | None:
    """Where nouns chain without a sign: the spokesman or adviser whose office is of the holder of this one.

    In "the spokesman of the president X" the name is the spokesman's, unless he is named before.
    """
    before = preceding.get(phrase.first)
    chained = before is not None and before.office in _RELATIONAL and before.of_reference is None
    return before if chained and sheet.tables.writes_article_on and not phrase.clitic else None


def _named_of(
    sheet: Sheet,
    phrase: OfficePhrase,
    after: tuple[dict[int, Chunk], dict[int, OfficePhrase]],
    before: tuple[dict[int, Chunk], dict[int, OfficePhrase]],
) -> Chunk | None:
    """The name after or before an office; the name before a spokesman of somebody goes first, for the other is whom."""
    serves = sheet.tables.writes_article_on and phrase.office in _RELATIONAL and phrase.stop in after[1]
    named = _named_before(sheet, phrase, *before) if serves or _is_behind_dash(sheet, phrase, before[0]) else None
    following = _named_after(sheet, phrase, *after) or find_far_holder(sheet, phrase, *after)
    return named or following or _named_before(sheet, phrase, *before)


def _is_behind_dash(sheet: Sheet, phrase: OfficePhrase, stops: dict[int, Chunk]) -> bool:
    """Tell, in a language of cases, an office behind a name and a dash, which says what they are: "X - minister"."""
    if phrase.first < 2 or sheet.tables.pack.strategies["roles"] != "case":
        return False
    return phrase.first - 1 in stops and sheet.tokens[phrase.first - 1].text in _DASHES


def _named_after(
    sheet: Sheet, phrase: OfficePhrase, starts: dict[int, Chunk], following: dict[int, OfficePhrase]
) -> Chunk | None:
    """The name after the office; another office of the same person may stand between ("President, Commander X")."""
    position, joins, joined = past_site(sheet, phrase.stop)[0], sheet.tables.listed("coordinators"), False
    end = sheet.sentence_at(phrase.core).stop
    for _ in range(_REACH):
        if position >= end or (position in starts and position == phrase.stop and _serves(sheet, phrase)):
            return None
        if position in starts:
            name = starts[position]
            fits = name.clitic[:1] not in joins and agrees_with(sheet, (phrase.core, phrase.first), name)
            parted = ends_adverbial(sheet, phrase.first, range(name.first, name.stop))
            return name if fits and not parted else None
        if position in following:
            if joined and _are_of_two(phrase, following[position]):
                return None
            position = following[position].stop
            continue
        style = sheet.tables.styles.longest(sheet.tokens, position)
        if style is not None:
            position = style.stop
        elif sheet.tokens[position].text in _BETWEEN or (
            sheet.tokens[position].has(joins) and position + 1 in following
        ):
            joined = joined or sheet.tokens[position].has(joins)
            position += 1
        else:
            return None
    return None


def _are_of_two(one: OfficePhrase, two: OfficePhrase) -> bool:
    """Tell offices of two countries: "the president of A and the minister of B, X" are two people."""
    lands = {one.of_reference, two.of_reference}
    return len(lands) > 1 and all(land is not None and land.startswith("territory:") for land in lands)


def _serves(sheet: Sheet, phrase: OfficePhrase) -> bool:
    """Where the verb comes last, a name chained to "adviser" or "spokesman" is whom they serve, not who they are."""
    final = sheet.tables.pack.strategies["roles"] == "verb-final"
    return final and phrase.of_reference is None and phrase.office in _RELATIONAL


def _named_before(
    sheet: Sheet, phrase: OfficePhrase, stops: dict[int, Chunk], preceding: dict[int, OfficePhrase]
) -> Chunk | None:
    """The name before the office, with a comma where the script has capitals; other offices may stand between."""
    position, comma = phrase.first, False
    articles = sheet.tables.listed("articles")
    for _ in range(_REACH):
        if position in stops:
            own = preceding.get(stops[position].first)
            titled = own is not None and own.office != phrase.office and _is_titled(sheet, own)
            object_ = _is_object(sheet, phrase, stops[position], titled=titled)
            apposed = comma or (sheet.tables.pack.script == "Arab" and not object_)
            fits = agrees_with(sheet, (phrase.core, phrase.first), stops[position])
            return stops[position] if apposed and fits else None
        if position in preceding and preceding[position].first < position:
            position = preceding[position].first
            continue
        if position <= sheet.sentence_at(phrase.core).first:
            return None
        before = sheet.tokens[position - 1]
        if before.text == ":" and sheet.tables.pack.strategies["roles"] == "case":
            return None  # a clause of its own begins: "Talks with X: the president is content"
        if before.text in _BETWEEN or before.text in _CLOSING:
            comma, position = True, position - 1
        elif before.has(articles):
            position -= 1
        else:
            return None
    return None


def _is_titled(sheet: Sheet, phrase: OfficePhrase) -> bool:
    """Tell an office that needs no second one behind the name: with its country, or a word that is no mere style."""
    styles = sheet.tables.styles.find(sheet.tokens, max(0, phrase.first - 3), phrase.stop)
    return phrase.of_reference is not None or not any(match.stop == phrase.stop for match in styles)


def _is_object(sheet: Sheet, phrase: OfficePhrase, name: Chunk, *, titled: bool) -> bool:
    """Tell, where the verb comes first, an office that the verb acts on and not the person named before it.

    "Received NAME the minister" and "received the president NAME the minister" are about two people, "said NAME the
    minister that" about one.
    """
    tables, before = sheet.tables, name.first - 1
    if tables.pack.strategies["roles"] != "verb-subject" or before < 0:
        return False
    verb, after = sheet.tokens[before], min(phrase.stop, len(sheet.tokens) - 1)
    if sheet.tokens[after].has(tables.listed("complementisers")):
        return False
    acts = verb.has(tables.listed("main_verbs")) and not verb.has(tables.listed("speech_verbs"))
    return titled or (acts and name.stop - name.first == 1)


def _observe(sheet: Sheet, cast: Cast, phrase: OfficePhrase, holder: str) -> OfficeMention:
    """The record of a person in an office; an office of nothing is of the side that its sentence speaks of."""
    reference = phrase.of_reference or _side(sheet, phrase)
    state = _state_of_capital(cast, reference)
    if state is not None:
        phrase, reference = replace(phrase, of=None, of_reference=state), state
    of = cast.of_chunk.get(phrase.of) if phrase.of is not None else cast.with_reference(reference)
    sentence = sheet.sentence_at(phrase.core)
    return OfficeMention(
        holder=holder,
        title=phrase.office,
        status=phrase.status,  # type: ignore[arg-type]  # modifiers set only the three statuses
        span=Span(phrase.start, sheet.tokens[phrase.stop - 1].stop),
        sentence=sentence.span,
        rule="title-grammar",
        of=of,
        of_reference=reference,
        acting=phrase.acting,
    )


def _state_of_capital(cast: Cast, reference: str | None) -> str | None:
    """The state that a capital stands for where the page names that one: "Moscow's envoy" is Russia's."""
    place = describe_city(reference) if reference is not None else None
    capital = place is not None and place.kind == "capital"
    return place.country if place is not None and capital and cast.with_reference(place.country) else None


def _side(sheet: Sheet, phrase: OfficePhrase) -> str | None:
    """The country of the side that a sentence speaks of before an office: "from the Ruritanian side, the minister"."""
    sides, first = sheet.tables.listed("side_words"), sheet.sentence_at(phrase.core).first
    before = [c for c in sheet.chunks if c.kind == "demonym" and first <= c.first and c.stop < phrase.first]
    sources = sheet.tables.any_of("with", "from")
    named = [c.reference for c in before if sheet.tokens[c.stop].has(sides) and sheet.tokens[c.first - 1].has(sources)]
    return named[-1] if named else None


def _fill_countries(
    sheet: Sheet, cast: Cast, offices: list[OfficeMention], foreign: frozenset[int]
) -> list[OfficeMention]:
    """Give a state office without a country the country of the same person, of its sentence, or of the page.

    A sentence about a state that the page speaks less of than of another leaves open whose office it is, and so does
    the page where others are named more often who would hold the same office.
    """
    known = {o.holder: (o.of, o.of_reference) for o in offices if o.of_reference and _is_state_office(o)}
    chunks = [c for c in sheet.chunks if c.first not in foreign]
    named = Counter(c.reference for c in chunks if (c.reference or "").startswith(_TERRITORY))
    page = _country_of_page(chunks, named)
    page = None if page is not None and any(_meets_its_guest(sheet, o, page, offices) for o in offices) else page
    filled = []
    for office in offices:
        if office.of is None and office.of_reference is None and _is_state_office(office):
            own = find_country_of_sentence(sheet, office, chunks)
            if own is None or _is_anothers(sheet, office, own, offices):
                own = page
            elif not is_state(own) or named[own] < max(named.values(), default=0):
                own = None
            own = own or find_country_before(sheet, office)
            own = _unless_held(office, own, offices)
            of, reference = known.get(office.holder, (cast.with_reference(own), own))
            office = replace(office, of=of, of_reference=reference)
        filled.append(office)
    return _settle_rivals(cast, offices, filled)


def _settle_rivals(cast: Cast, before: list[OfficeMention], filled: list[OfficeMention]) -> list[OfficeMention]:
    """Leave a high office that was given to several by their page to the one whom it names most often."""
    rivals: dict[tuple[str, str | None, str], set[str]] = defaultdict(set)
    for old, new in zip(before, filled, strict=True):
        if old.of_reference is None and new.of_reference is not None and new.title.split("/")[0] in _SINGLE:
            rivals[new.title, new.of_reference, new.status].add(new.holder)
    if all(len(holders) == 1 for holders in rivals.values()):
        return filled
    times = Counter(cast.of_chunk.values())
    first = {key: max(sorted(holders), key=times.__getitem__) for key, holders in rivals.items()}
    return [
        old if first.get((new.title, new.of_reference, new.status), new.holder) != new.holder else new
        for old, new in zip(before, filled, strict=True)
    ]


def _meets_its_guest(sheet: Sheet, office: OfficeMention, page: str, offices: list[OfficeMention]) -> bool:
    """Tell an office without a country beside the holder of a like one of the country that the page names most.

    "President A received the prime minister of Ruritania B", on a page that names Ruritania alone, is of another state.
    """
    free = office.of is None and office.of_reference is None and _is_state_office(office)
    ordered = sheet.tables.pack.strategies["roles"] == "subject-verb"
    return ordered and free and _is_anothers(sheet, office, page, offices)


def _is_anothers(sheet: Sheet, office: OfficeMention, land: str, offices: list[OfficeMention]) -> bool:
    """Tell the land of an office that another holds in the sentence: "the envoy of A met the president".

    Where "and" joins the two they may serve one land: "the president of A and the foreign minister".
    """
    others = (o for o in offices if o.sentence == office.sentence and o.holder != office.holder)
    return any(o.of_reference == land and (o.title in _SENT or not _are_joined(sheet, o, office)) for o in others)


def _are_joined(sheet: Sheet, one: OfficeMention, other: OfficeMention) -> bool:
    """Tell whether "and" stands between two offices, with a name or two."""
    before, after = sorted((one, other), key=lambda office: office.span.start)
    between = sheet.tokens[slice(*sheet.token_range(Span(before.span.stop, after.span.start)))]
    return len(between) <= _BESIDE and any(t.has(sheet.tables.listed("coordinators")) for t in between)


def _unless_held(office: OfficeMention, land: str | None, offices: list[OfficeMention]) -> str | None:
    """A land, unless somebody else is said to hold the same high office of it: a state has one president at a time."""
    single = office.title.split("/")[0] in _SINGLE
    held = (o.holder for o in offices if (o.title, o.of_reference, o.status) == (office.title, land, office.status))
    return None if single and any(holder != office.holder for holder in held) else land


def _is_state_office(office: OfficeMention) -> bool:
    return office.title.split("/")[0] in _STATE_OFFICES


def _country_of_page(chunks: list[Chunk], named: Counter[str | None]) -> str | None:
    """The only state that the page names, or the one that it names twice as often as any other land or region."""
    lands = {c.reference for c in chunks if c.kind in ("country", "demonym")}
    (first, most), (_, next_most) = [*named.most_common(2), (None, 0), (None, 0)][:2]
    alone = first is not None and most >= _DOMINANT * next_most
    return first if alone and first in lands and is_state(first) else None
