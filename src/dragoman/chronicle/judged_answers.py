"""What a chronicle answers about what people decided: judgements of identity and corrections of facts."""

from msgspec import Struct

from dragoman.chronicle.answers import Participant, Quote
from dragoman.model import When


class JudgedMember(Struct, frozen=True, gc=False):
    """One side of a judgement: what a page names, or a page's report of an event.

    ``member`` is the page's own id of it, ``kind`` the kind of entity or the type of event, ``name`` its folded name or
    sentence. ``id`` is the entity or event to which it belongs now; ``None`` where no page tells of it any more.
    """

    page: str
    sha256: str
    member: str
    kind: str
    name: str
    id: str | None


class JudgementView(Struct, frozen=True, gc=False):
    """What a person decided about two members: ``same``, ``different`` or ``unsure``.

    ``about`` is ``entity`` or ``event``; judgements of one ``decision`` were made at once and are undone at once.
    ``when`` and ``withdrawn`` are times in UTC.
    """

    id: int
    decision: int
    about: str
    verdict: str
    a: JudgedMember
    b: JudgedMember
    by: str
    when: str
    why: str
    withdrawn: str | None = None


class CorrectionView(Struct, frozen=True, gc=False):
    """What a person said of one fact: a page's report of an event, or an office that it gives somebody.

    ``field`` is ``verdict`` (``value`` is then accept, reject or unsure), ``place``, ``date``, ``type``, ``status`` or
    ``participant`` (with a ``role``, empty for one who takes no part); ``value`` is empty where there is no place or
    date, ``value_name`` is it for reading. Of ``fact`` the id is that of the event or tenure to which it belongs now,
    ``None`` for one that was rejected. ``thought``, ``rule`` and ``language`` say what the program had made of it.
    Corrections of one ``decision`` were made and are undone at once.
    """

    id: int
    decision: int
    about: str
    field: str
    value: str
    value_name: str
    fact: JudgedMember
    by: str
    when: str
    why: str
    thought: str = ""
    rule: str = ""
    language: str = ""
    withdrawn: str | None = None
    value_kind: str = ""
    role: str = ""


class FactView(Struct, frozen=True, gc=False):
    """A page's report of an event about which a person should decide.

    ``kind`` is what is in doubt: the ``fact`` itself, its ``place`` or its ``date``. ``key`` (``sha256:e1``) is what a
    correction is about, ``event`` the event to which it belongs. ``probability`` says how sure the program is, and
    follows from the ``reasons``; ``value`` says how much an answer would settle, as for pairs.
    """

    kind: str
    key: str
    event: str
    type: str
    status: str
    when: When
    place: str | None
    place_name: str
    participants: tuple[Participant, ...]
    quote: Quote
    probability: float
    reasons: tuple[str, ...]
    value: float
    rule: str
    origins: int


class MemberView(Struct, frozen=True, gc=False):
    """One member of an entity, or one report of an event: what a split parts.

    ``key`` (``sha256:r1``) is what judgements are about, ``name`` what the page calls it, ``quotes`` the sentences.
    """

    key: str
    kind: str
    name: str
    quotes: tuple[Quote, ...]


class Agreement(Struct, frozen=True, gc=False):
    """How often people confirmed what the program thought.

    ``about`` is ``fact``, ``place``, ``date``, ``type``, ``status`` or ``office``, and of pairs ``entity`` or
    ``event``; ``rule`` is what found the fact, or what the program held two names to be: ``same`` or ``different``.
    ``language`` is that of the page, of pairs those of both.
    """

    about: str
    rule: str
    language: str
    asked: int
    agreed: int

    @property
    def share(self) -> float:
        """The part of the answers that confirm."""
        return self.agreed / self.asked


class ContradictionView(Struct, frozen=True, gc=False):
    """A judgement ``same`` that does not hold, because a chain of them meets the ``different`` beside it."""

    same: JudgementView
    different: tuple[JudgementView, ...]


class Judged(Struct, frozen=True, gc=False):
    """What a decision, or its undoing, did.

    ``ids`` are the entities, events or tenures to which the members belong now: one where they are one.
    """

    decision: int
    judgements: tuple[JudgementView, ...]
    ids: tuple[str, ...]
    contradictions: tuple[ContradictionView, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()
