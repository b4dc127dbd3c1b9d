"""What people decide about identity, from Python."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from dragoman.accounts import Accounts

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.answers import IdentityView, LinkView
    from dragoman.chronicle.exchange import Imported
    from dragoman.chronicle.judged_answers import ContradictionView, FactView, Judged, JudgementView

EVENT = "event"
FACT = "fact"
KINDS = {"place": ("place", "city", "country", "territory")}
LOOKED_AT = 1000


class Decisions(Accounts):
    """The part of :class:`~dragoman.app.Dragoman` by which people decide who and what is the same.

    What is decided is the id of an entity or an event, one member of it as ``PAGE#r1`` (``PAGE#e1`` for a report of an
    event), or a name that only one entity has. Every decision is kept, with who decided, when and why; undoing
    withdraws it and forgets nothing. A judgement is about what pages say, so it holds when pages are read again and
    entities have other ids.
    """

    _chronicle: "Chronicle"

    def judge(
        self, a: str, b: str, verdict: str, *, why: str = "", by: str | None = None, derive: bool = True
    ) -> "Judged":
        """Decide whether two entities or two events are the ``same``, ``different``, or that one is ``unsure``.

        The latest verdict about a pair counts, and ``different`` stands above any chain of ``same``.

        Args:
            a: An entity, an event or a member.
            b: Another of the same kind.
            verdict: ``same``, ``different`` or ``unsure``, which takes back what was judged before.
            why: The reason, for those who read it later.
            by: Who decides; the author of the settings, else the name of the user, if left out.
            derive: Whether to derive at once what follows; otherwise :meth:`refresh` does, or the next opening.

        Returns:
            The judgement, the ids that its members have now, and what it contradicts.

        Raises:
            UsageError: One of them is not known, or they are no pair.
        """
        return self._chronicle.judgements.judge(a, b, verdict, by=self._author(by), why=why, derive=derive)

    def merge(self, a: str, b: str, *, why: str = "", by: str | None = None, derive: bool = True) -> "Judged":
        """Decide that two entities or events are one, also where parts of them were judged to be different before.

        Raises:
            UsageError: One of them is not known, or they are no pair.
        """
        return self._chronicle.judgements.merge(a, b, by=self._author(by), why=why, derive=derive)

    def split(
        self,
        name: str,
        *,
        pages: Iterable[str] = (),
        mentions: Iterable[str] = (),
        why: str = "",
        by: str | None = None,
    ) -> "Judged":
        """Decide that an entity or an event is two.

        Args:
            name: The entity or event.
            pages: The pages that tell of the other one.
            mentions: The names, or members as ``PAGE#r1``, that are the other one.
            why: The reason.
            by: Who decides.

        Raises:
            UsageError: It is not known, nothing of it is named, or all of it.
        """
        part = tuple(pages), tuple(mentions)
        return self._chronicle.judgements.split(name, pages=part[0], mentions=part[1], by=self._author(by), why=why)

    def undo(self, number: int | None = None, *, by: str | None = None, derive: bool = True) -> "Judged":
        """Withdraw a judgement or correction by its number, the last one that holds if left out.

        Deciding again brings it back.

        Raises:
            UsageError: There is none, or it is withdrawn already.
        """
        return self._chronicle.judgements.undo(number, by=self._author(by), derive=derive)

    def home(self, member: str) -> str | None:
        """Return the id of the entity or event to which a member (``sha256:r1``) belongs now, ``None`` for none."""
        return self._chronicle.judgements.home(member)

    def explain_identity(self, a: str, b: str) -> "IdentityView":
        """Return why two are one entity or are not, with the probability and the reasons of every link between them.

        Args:
            a: A name in any script, an entity's id, or a member (``sha256:referent``).
            b: Another.

        Raises:
            UsageError: One of them is not known.
        """
        return self._chronicle.explain_identity(a, b)

    def links(self, entity: str) -> "list[LinkView]":
        """Return the decisions that made an entity what it is, and what was kept apart from it, by its id."""
        return self._chronicle.links(entity)

    def uncertain_pairs(self, limit: int = 20) -> "list[LinkView]":
        """Return the pairs about which a person should decide, the most valuable first.

        Nobody has judged them, and the probability that they are one lies between 0.2 and 0.9.
        """
        return self._chronicle.uncertain_pairs(limit)

    def judgements(self, *, withdrawn: bool = False) -> "list[JudgementView]":
        """Return the judgements that hold, oldest first; with ``withdrawn`` all that there ever were."""
        return self._chronicle.judgements.list(withdrawn=withdrawn)

    def contradictions(self) -> "list[ContradictionView]":
        """Return the judgements ``same`` that do not hold, each with those ``different`` that stand against it."""
        return list(self._chronicle.judgements.contradictions())

    def lost_judgements(self) -> "list[JudgementView]":
        """Return the judgements of whose members no page tells any more; they are kept until one does again."""
        return list(self._chronicle.judgements.lost())

    def add_judgements(self, rows: Iterable[Mapping[str, str]], *, by: str | None = None) -> "Imported":
        """Take in judgements in the form in which they are exported, such as the rows of a CSV file.

        Args:
            rows: Words by column; ``verdict``, ``a`` and ``b`` must be there.
            by: Who decided, where a row does not say so.
        """
        return self._chronicle.judgements.add(rows, by=self._author(by))

    def review_queue(self, *, kind: str | None = None, limit: int = 20) -> "list[LinkView | FactView]":
        """Return what a person should decide, the most valuable first: pairs and facts that nobody has judged yet.

        Args:
            kind: ``person``, ``organisation``, ``place`` or ``event`` for pairs of these alone, ``fact`` for reports
                of events that may be misread.
            limit: No more than so many.
        """
        found: list[LinkView | FactView] = []
        if kind not in (EVENT, FACT):
            # Of one kind alone there may be few among the first, so more of them are looked at.
            pairs = self._chronicle.uncertain_pairs(limit if kind is None else LOOKED_AT)
            found += [link for link in pairs if kind is None or _kind_of(link) in KINDS.get(kind, (kind,))]
        if kind in (None, EVENT):
            found += self._chronicle.uncertain_events(limit)
        if kind in (None, FACT):
            found += self._chronicle.judgements.doubts(limit)
        return sorted(found, key=_by_value)[:limit]


def _kind_of(link: "LinkView") -> str:
    return link.entity_a.partition(":")[0]


def _by_value(asked: "LinkView | FactView") -> tuple[float, str]:
    from dragoman.chronicle.answers import LinkView

    return -asked.value, f"{asked.a} {asked.b}" if isinstance(asked, LinkView) else asked.key
