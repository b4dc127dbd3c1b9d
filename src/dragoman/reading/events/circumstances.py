"""Where, and about what: circumstances of an event that its own sentence names."""

from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.phrases import begins_name
from dragoman.reading.mentions.linking import Named
from dragoman.reading.sheet import Chunk, Sentence, Sheet

_OBJECT_REACH = 3
_MOST_ADJECTIVES = 2
_TALKED = frozenset({"meet", "visit", "support", "agree", "cooperate"})
_CONTRACTED = frozenset({"agree", "cooperate"})
_PLACELESS = frozenset(
    {"call", "sanction", "take-office", "leave-office", "threaten", "reject", "state", "request", "accuse", "concede"}
)


def find_place(named: Named, sentence: Sentence, trigger: Trigger, *, goal: bool = False) -> str | None:
    """Return the place that a preposition of place (of goal, for a visit) puts nearest the trigger.

    Words have no place of their own: where they were said is the place of the meeting or visit, if any.
    """
    if trigger.frame.type in _PLACELESS:
        return None
    sheet = named.sheet
    places = [c for c in sheet.chunks if c.kind in ("place", "country") and sentence.first <= c.first < sentence.stop]
    towards, locative = sheet.tables.listed("towards"), sheet.tables.listed("locative")
    marked = [
        (c, _mark(sheet, c))
        for c in places
        if c in named.cast.of_chunk and not begins_name(sheet, c) and _in_case(sheet, c, goal=goal)
        if not _is_of_office(named, c)
    ]
    marked = [(c, m) for c, m in marked if not _is_goal_of_goods(sheet, c, trigger)]
    free = [(c, m) for c, m in marked if not _hangs_on_noun(sheet, c, trigger)]
    rest = [] if sheet.tables.listed("placed_nouns") else marked
    marked = free or [(c, m) for c, m in rest if not _is_topic(sheet, c, trigger, sentence)]
    wanted = [c for c, m in marked if m in (towards if goal else locative)]
    if goal and not wanted:
        objects = [c for c, m in marked if not m and 0 < c.first - trigger.last <= _OBJECT_REACH]
        there = [c for c in places if c in named.cast.of_chunk and _in_case(sheet, c, goal=False)]
        wanted = [c for c in there if _mark(sheet, c) in locative] or objects
    cities = [c for c in wanted if c.kind == "place"]
    best = min(cities or wanted, key=lambda c: abs(c.first - trigger.first), default=None)
    return named.cast.of_chunk[best] if best is not None else None


def _is_of_office(named: Named, chunk: Chunk) -> bool:
    """Tell the land that an office before it is for or in: "envoy for Central Asia", "ambassador in Peru"."""
    posted = named.sheet.tables.pack.strategies["roles"] in ("subject-verb", "case")
    return posted and any(p.core_stop <= chunk.first and chunk.stop <= p.stop for p in named.phrases)


def _hangs_on_noun(sheet: Sheet, chunk: Chunk, trigger: Trigger) -> bool:
    """In a language whose verb stands last, a place after a plain noun belongs to it ("the developments in X").

    A goal right before the trigger belongs to that.
    """
    if _is_scene_of_noun(sheet, chunk, trigger):
        return True
    final = sheet.tables.pack.strategies["roles"] == "verb-final"
    if final and chunk.stop == trigger.first and _mark(sheet, chunk) in sheet.tables.listed("towards"):
        return False
    free = sheet.tables.listed("before_actor")
    heads = sheet.tables.listed("place_heads")
    before = chunk.first - 2
    while before > 0 and sheet.tokens[before + 1].has(heads):
        before -= 1
    if not final or before < 0 or before in trigger.used:
        return False
    token = sheet.tokens[before]
    closed = any(c.first <= before < c.stop for c in sheet.chunks)
    return token.is_word and not closed and not token.has(free)


def _is_scene_of_noun(sheet: Sheet, chunk: Chunk, trigger: Trigger) -> bool:
    """Tell the place of a state of things that is only spoken of: "discussed the situation in X"."""
    nouns, before = sheet.tables.listed("placed_nouns"), chunk.first - 1
    while before > trigger.last and sheet.tokens[before].has(sheet.tables.listed("articles")):
        before -= 1
    noun = _past_adjectives(sheet, before - 1, trigger.last)
    return noun > trigger.last and sheet.tokens[noun].has(nouns) and noun not in trigger.used


def _past_adjectives(sheet: Sheet, position: int, start: int) -> int:
    """Step left, where the article is written on, over the definite adjectives behind a noun; at most two."""
    articles = tuple(sheet.tables.listed("articles")) if sheet.tables.writes_article_on else ()
    nouns = sheet.tables.listed("placed_nouns")
    for _ in range(_MOST_ADJECTIVES if articles else 0):
        definite = sheet.tokens[position].key.startswith(articles) and not sheet.tokens[position].has(nouns)
        position -= definite and position - 1 > start
    return position


def _is_topic(sheet: Sheet, chunk: Chunk, trigger: Trigger, sentence: Sentence) -> bool:
    """Where the verb comes last, the topic of a talk is not its place: "reviewed the developments in X".

    A word for a topic stands before the place, and no verb in between.
    """
    tables = sheet.tables
    if trigger.frame.type not in _TALKED:
        return False
    ends, topics = tables.listed("finite_verbs"), tables.listed("topic_words")
    for position in range(chunk.first - 1, sentence.first - 1, -1):
        if sheet.tokens[position].has(ends):
            return False
        if sheet.tokens[position].has(topics):
            return True
    return False


def _in_case(sheet: Sheet, chunk: Chunk, *, goal: bool) -> bool:
    """Where a language has cases, a goal is no locative and a place no accusative, though they share a preposition."""
    cases = sheet.tables.morphology.cases(sheet.tokens[chunk.first].text)
    return not cases or (cases != {"loc"} if goal else bool(cases - {"nom", "acc"}))


def _is_goal_of_goods(sheet: Sheet, chunk: Chunk, trigger: Trigger) -> bool:
    """Tell, in a language of cases, where something goes of which an agreement is: "a contract on gas to X"."""
    cases = sheet.tables.morphology.cases(sheet.tokens[chunk.first].text)
    return trigger.frame.type in _CONTRACTED and bool(cases) and cases <= {"nom", "acc"}


def _mark(sheet: Sheet, chunk: Chunk) -> str:
    """The preposition of a place: written on it, or before it with its article and its head ("the city of")."""
    joins = sheet.tables.listed("coordinators")
    clitic = "".join(c for c in chunk.clitic if c not in joins)
    if clitic:
        return clitic[-1]
    before = chunk.first - 1
    articles = sheet.tables.any_of("articles", "place_heads")
    words = sheet.tables.any_of("locative", "towards")
    while before > 0 and sheet.tokens[before].has(articles) and not sheet.tokens[before].has(words):
        before -= 1
    if before < 0:
        return ""
    return next((k.text for k in sheet.tokens[before].keys if k.text in words), "")


def find_topics(sheet: Sheet, first: int, stop: int) -> tuple[str, ...]:
    """Return the topics that the words of a stretch of tokens stand for, in order of appearance."""
    found: dict[str, None] = {}
    position = first
    while position < stop:
        match = sheet.tables.topics.longest(sheet.tokens, position)
        if match is not None and match.stop <= stop:
            found[match.value] = None
            position = match.stop
            continue
        found.update((topic, None) for key in sheet.tokens[position].keys for topic in _by_prefix(sheet, key.text))
        position += 1
    return tuple(found)


def _by_prefix(sheet: Sheet, word: str) -> list[str]:
    return [topic for prefix, topic in sheet.tables.topic_prefixes.get(word[:2], ()) if word.startswith(prefix)]
