"""Where to look for the actors of a trigger: its clause, the sentence round it, and who acted before."""

from msgspec import Struct
from msgspec.structs import replace

from dragoman.reading.events.actors import Actor
from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.government import governor_at, is_finite
from dragoman.reading.events.scenes import Clause, Scene, select_free
from dragoman.reading.events.subjects import (
    find_plain_subject,
    find_plural_subject,
    has_noun_before_verb,
    has_unnamed_subject,
)
from dragoman.reading.mentions.linking import Named
from dragoman.reading.sheet import Sentence, Sheet

_CLOSERS = frozenset(',»"”')
_CLOSING = ("closing",)
_DASHES = frozenset("—–")
_COMMAS = frozenset(",،")


def is_mere_dash(sheet: Sheet, trigger: Trigger) -> bool:
    """Tell a dash that can have no speaker behind it: no comma or quotation ends before it, and no title holds it."""
    slots = trigger.frame.slots
    if not slots or slots[0].markers != _CLOSING:
        return False
    sentence = sheet.sentence_at(trigger.first)
    said = trigger.first > sentence.first and sheet.tokens[trigger.first - 1].text in _CLOSERS
    return not (said or sentence.is_title)


class Stage(Struct, frozen=True, kw_only=True):
    """One sentence with its actors; ``carried`` acted last before it, ``dated`` are the tokens of the page's dates.

    ``unnamed`` says that a phrase without a name may fill a role.
    """

    named: Named
    sentence: Sentence
    actors: tuple[Actor, ...]
    carried: str | None
    dated: frozenset[int]
    unnamed: bool

    @property
    def strategy(self) -> str:
        """How the language marks who plays which role."""
        return self.named.sheet.tables.pack.strategies["roles"]

    def scenes(self, trigger: Trigger, clause: Clause) -> list[Scene]:
        """Return where to look for the actors of a trigger, the nearest surroundings first."""
        scene = self._scene(trigger, clause)
        related = self.strategy in ("case", "verb-subject") and clause.relative and clause.pronoun
        bound = related or clause.own_subject
        bound = bound or has_noun_before_verb(self.named.sheet, trigger, clause, self.actors)
        goes_on = not (bound or scene.plural or scene.other_subject >= 0) and self._may_carry()
        goes_on = goes_on and not has_unnamed_subject(self.named.sheet, trigger, clause)
        goes_on = goes_on and not (scene.impersonal and self._is_person_carried())
        reaches = self._reaches(scene, self.carried if goes_on else None)
        found = [
            replace(scene, clause=reach, carried=carried) for reach, carried in (reaches[:1] if bound else reaches)
        ]
        return [*self._resumed(scene), *found]

    def _resumed(self, scene: Scene) -> list[Scene]:
        """Where the verb comes first, "met during it X" goes on with the subject of the clause before: X is the object.

        Only with one actor after the verb; of two the first is a subject of its own.
        """
        after, trigger = scene.trigger.last + 1, scene.trigger
        if self.strategy != "verb-subject" or after >= self.sentence.stop:
            return []
        if not self.named.sheet.tokens[after].has(self.named.sheet.tables.listed("resumptives")):
            return []
        before = select_free((a for a in self.actors if a.stop <= trigger.first), set())
        subject = next((a.referent for a in before if a.referent and a.kind != "place"), self.carried)
        alone = len(select_free(scene.right(), set())) == 1
        return [replace(scene, carried=subject, dropped=True)] if alone and subject is not None else []

    def _scene(self, trigger: Trigger, clause: Clause) -> Scene:
        """What a clause shows of its trigger, its marks and its subject; nobody is carried over yet."""
        sentence, tables, tokens = self.sentence, self.named.sheet.tables, self.named.sheet.tokens
        verb = tokens[trigger.last if self.strategy == "verb-final" else trigger.first].text
        mark = tokens[trigger.first - 1].text if trigger.first > sentence.first else ""
        verbs = tables.listed("finite_verbs") if self.strategy == "verb-final" else frozenset()
        participle, tense = self._is_participle(trigger), tables.morphology.tense(verb)
        other = find_plain_subject(self.named, trigger, clause, self.actors, self.dated)
        other = find_plural_subject(self.named, trigger, self.actors) if other is None else other
        return Scene(
            trigger=trigger,
            clause=clause,
            actors=self.actors,
            carried=None,
            offices=tuple(self._office_owners()),
            commas=tuple(i for i in range(sentence.first, sentence.stop) if tokens[i].text in _COMMAS),
            after_comma=mark in _CLOSERS,
            after_dash=mark in _DASHES,
            participle=participle,
            participle_cases=tables.morphology.cases(verb) if participle else frozenset(),
            gerund=tense == "gerund",
            infinitive=tense == "infinitive",
            opening=next((i for i in range(sentence.first, sentence.stop) if tokens[i].is_word), sentence.first),
            closing=next((i for i in range(sentence.stop, sentence.first, -1) if tokens[i - 1].is_word), sentence.stop),
            headline=sentence.is_title
            and any(is_finite(self.named.sheet, i) for i in range(sentence.first, trigger.first)),
            plural=tables.morphology.plural(verb),
            other_subject=-1 if other is None else other,
            ends_in_verb=tokens[trigger.last].has(verbs),
            masculine=self.strategy == "verb-subject" and not _is_feminine(self.named.sheet, trigger),
            impersonal=tables.morphology.impersonal(verb),
            unnamed=self.unnamed,
            agents_follow=tables.listed("agents") if self.strategy == "subject-verb" else frozenset(),
            singular=clause.relative and tokens[clause.first].has(tables.listed("singular_verbs")),
            plain_antecedent=self._hangs_on_plain_noun(clause),
            relative_subject=self._is_relative_subject(trigger, clause),
            governing=governor_at(self.named.sheet, trigger.last) if self.strategy == "verb-final" else "",
        )

    def _is_relative_subject(self, trigger: Trigger, clause: Clause) -> bool:
        """Tell, where the verb comes first, a bare verb right behind its relative pronoun: "X, who met Y".

        A pronoun that points back, on the verb ("whom Y met") or on a preposition ("with whom Y spoke"), says that X is
        no subject, and of what somebody says X may be part ("who, Y says, is").
        """
        if self.strategy != "verb-subject" or not (clause.relative and clause.pronoun):
            return False
        tokens, tables = self.named.sheet.tokens, self.named.sheet.tables
        first = trigger.frame.elements[0]
        bare = not isinstance(first, int) and bool(first.bare)
        between = tokens[clause.first : trigger.first]
        if not bare or not all(t.has(tables.listed("copulas")) for t in between) or trigger.frame.type == "state":
            return False
        before, prepositions = self._antecedent(clause), tables.listed("prepositions")
        back = (k for t in tokens[trigger.first + 1 : trigger.first + 3] for k in t.keys if k.text in prepositions)
        told = before >= self.sentence.first and (self._is_named(before) or self._hangs_on_plain_noun(clause))
        return told and not any(tables.is_suffixed(key) for key in back)

    def _hangs_on_plain_noun(self, clause: Clause) -> bool:
        """Tell, where the verb comes first, a noun with the article and no name right before a relative pronoun."""
        before, sheet = self._antecedent(clause), self.named.sheet
        if before < self.sentence.first or self._is_named(before):
            return False
        return sheet.tokens[before].key.startswith(tuple(sheet.tables.listed("articles")))

    def _antecedent(self, clause: Clause) -> int:
        """Where the verb comes first, the word that a relative clause hangs on, also before a comma; else -1."""
        if self.strategy != "verb-subject" or not (clause.relative and clause.pronoun):
            return -1
        before = clause.first - 2
        comma = before > self.sentence.first and self.named.sheet.tokens[before].text in _COMMAS
        return before - comma

    def _is_named(self, position: int) -> bool:
        """Tell a word of a name or its office; an office of one word behind a name is somebody else: "X the deputy"."""
        alone = any(p.first == position == p.stop - 1 for p in self.named.phrases)
        inside = not alone and any(a.first <= position < a.stop for a in self.actors)
        return inside or bool(self.named.sheet.chunks_in(position, position + 1))

    def _reaches(self, scene: Scene, carried: str | None) -> list[tuple[Clause, str | None]]:
        """The clause, then all from the start of the sentence; last the subject of before.

        A verb that comes first drops its subject before "that", a preposition or a mark, and before an object that it
        does not agree with.
        """
        trigger, clause, sentence, sheet = scene.trigger, scene.clause, self.sentence, self.named.sheet
        wide = replace(clause, first=sentence.first, relative=False)
        if self.strategy != "verb-subject":
            return [(clause, carried), (wide, carried)]
        after = sheet.tokens[trigger.first + 1] if trigger.first + 1 < sentence.stop else None
        links = sheet.tables.any_of("prepositions", "clause_breaks")
        dropped = after is None or not after.is_word or after.has(links)
        dropped = dropped or any(scene.masculine and a.feminine and a.first == trigger.last + 1 for a in scene.actors)
        return [(clause, None), (wide, None)] + ([(clause, self.carried)] if dropped else [])

    def _office_owners(self) -> list[tuple[int, str]]:
        """The countries and bodies of the sentence's offices; those inside a person's phrase only without others."""
        cast, sentence = self.named.cast, self.sentence
        people = [a for a in self.actors if a.kind == "person"]
        apart: list[tuple[int, str]] = []
        inside: list[tuple[int, str]] = []
        for phrase in self.named.phrases:
            owner = cast.with_reference(phrase.of_reference)
            owner = cast.of_chunk.get(phrase.of, owner) if phrase.of is not None else owner
            if owner is not None and sentence.first <= phrase.first < sentence.stop:
                held = any(a.first <= phrase.core < a.stop for a in people)
                (inside if held else apart).append((phrase.first, owner))
        return apart or inside

    def _may_carry(self) -> bool:
        """A sentence without a bare actor of its own continues the last subject, in languages that drop pronouns."""
        return self.strategy != "subject-verb" and not any(not a.preposition for a in self.actors)

    def _is_person_carried(self) -> bool:
        return self.carried is not None and self.named.cast.kind(self.carried) == "person"

    def _is_participle(self, trigger: Trigger) -> bool:
        """Tell an active participle: a form with cases whose lemma is a verb."""
        sheet = self.named.sheet
        token, morphology = sheet.tokens[trigger.first], sheet.tables.morphology
        if self.strategy != "case" or morphology.tense(token.text) is not None:
            return False
        verb = any(morphology.tense(key.text) == "infinitive" for key in token.keys[1:])
        return verb and bool(morphology.cases(token.text)) and not morphology.noun_cases(token.text)


def _is_feminine(sheet: Sheet, trigger: Trigger) -> bool:
    """Tell a verb by the letters that mark the feminine at either end of it, which the pack lists."""
    marks = tuple(sheet.tables.listed("feminine_marks"))
    forms = [key.text for key in sheet.tokens[trigger.first].keys if not key.tail]
    return not marks or any(form.startswith(marks) or form.endswith(marks) for form in forms)
