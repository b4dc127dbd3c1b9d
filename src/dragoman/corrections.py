"""What people say of single facts, from Python."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from dragoman.decisions import Decisions

if TYPE_CHECKING:
    from dragoman.chronicle.answers import ConflictView, Quote
    from dragoman.chronicle.judged_answers import Agreement, CorrectionView, FactView, Judged, MemberView
    from dragoman.chronicle.page_answers import StoryView


class Corrections(Decisions):
    """The part of :class:`~dragoman.app.Dragoman` by which people say whether pages say what the program read.

    A fact is one page's report of an event, ``PAGE#e1``, or one office that it gives somebody, ``PAGE#o1``; the id of
    an event or a tenure means all that is told of it, in one decision. What a person says stands above any score,
    holds when pages are read again, and is taken back by :meth:`~dragoman.decisions.Decisions.undo`.
    """

    def accept(
        self, facts: str | Iterable[str], *, why: str = "", by: str | None = None, derive: bool = True
    ) -> "Judged":
        """Confirm that pages say what the program read.

        Args:
            facts: An event, a tenure, a report or an office on a page, or several of them.
            why: The reason, for those who read it later.
            by: Who decides; the author of the settings, else the name of the user, if left out.
            derive: Whether to derive at once what follows; otherwise :meth:`refresh` does, or the next opening.

        Raises:
            UsageError: There is no such fact.
        """
        return self._rule(facts, "accept", why, by, derive=derive)

    def reject(
        self, facts: str | Iterable[str], *, why: str = "", by: str | None = None, derive: bool = True
    ) -> "Judged":
        """Say that pages do not say what the program read: it counts no more, and is listed under corrections alone.

        Args:
            facts: As for :meth:`accept`.
            why: The reason.
            by: Who decides.
            derive: Whether to derive at once what follows.

        Raises:
            UsageError: There is no such fact.
        """
        return self._rule(facts, "reject", why, by, derive=derive)

    def leave_open(
        self, facts: str | Iterable[str], *, why: str = "", by: str | None = None, derive: bool = True
    ) -> "Judged":
        """Say that nobody can tell: what was accepted or rejected before is taken back, and it is not asked again.

        Raises:
            UsageError: There is no such fact.
        """
        return self._rule(facts, "unsure", why, by, derive=derive)

    def correct(  # noqa: PLR0913  each field that can be corrected is named
        self,
        reports: str | Iterable[str],
        *,
        place: str | UnsetType | None = UNSET,
        date: str | UnsetType | None = UNSET,
        type: str | UnsetType = UNSET,
        status: str | UnsetType = UNSET,
        participants: Mapping[str, str | None] | None = None,
        instead: Mapping[str, str] | None = None,
        why: str = "",
        by: str | None = None,
        derive: bool = True,
    ) -> "Judged":
        """Say what reports of an event ought to say; what is left out stays as it is.

        Args:
            reports: An event, or a report as ``PAGE#e1``, or several of them.
            place: The id of a place, or a name that only one has; ``None`` for no place.
            date: A day, month, year or interval (EDTF); ``None`` for no date.
            type: A type of event, such as ``meet``.
            status: ``happened``, ``planned`` or ``denied``.
            participants: Who takes part in which role, by id or by a name that only one has: ``host``, ``guest``,
                ``speaker``, ``addressee``, ``actor``, ``target``, ``participant`` ...; ``None`` for who does not.
            instead: Who took part in the place of somebody, in the same role: ``{"Karim Daler": "Anna Petrova"}``.
            why: The reason.
            by: Who decides.
            derive: Whether to derive at once what follows.

        Raises:
            UsageError: There is no such report, nothing is said, or a value is wrong.
        """
        from dragoman.chronicle.correcting import Changes

        changes = Changes(place, date, type, status, participants or {}, instead or {})
        judgements = self._chronicle.judgements
        return judgements.correct(_list(reports), changes, by=self._author(by), why=why, derive=derive)

    def corrections(self, *, withdrawn: bool = False) -> "list[CorrectionView]":
        """Return the corrections of facts that hold, oldest first; with ``withdrawn`` all that there ever were."""
        return list(self._chronicle.judgements.corrections(withdrawn=withdrawn))

    def fact_quotes(self, keys: Iterable[str]) -> "dict[str, Quote]":
        """Return the sentence of each fact (``sha256:e1``, ``sha256:o1``) of which a page tells, by its key."""
        return self._chronicle.judgements.quotes(keys)

    def lost_corrections(self) -> "list[CorrectionView]":
        """Return the corrections of whose facts no page tells any more; they are kept until one does again."""
        return list(self._chronicle.judgements.lost_corrections())

    def conflicts_of(self, field: str | None = None, *, offset: int = 0, limit: int = 20) -> "list[ConflictView]":
        """Return some of the conflicts, those of the latest events first; those about offices at the end.

        Args:
            field: ``when``, ``place``, ``participants``, ``number``, ``status`` or ``holder``; any if left out.
            offset: How many to pass over.
            limit: No more than so many.
        """
        return list(self._chronicle.judgements.conflicts(field, offset=offset, limit=limit))

    def count_conflicts(self) -> dict[str, int]:
        """Return how many conflicts there are by field."""
        return self._chronicle.judgements.count_conflicts()

    def members(self, name: str) -> "list[MemberView]":
        """Return what an entity or an event is made of: each page's member or report, with its sentences.

        Raises:
            UsageError: There is no such entity or event.
        """
        return list(self._chronicle.judgements.members(name))

    def story(self, id: str) -> "StoryView | None":
        """Return the story of an id, ``None`` where there is none."""
        return self._chronicle.story(id)

    def latest_stories(
        self, *, since: str | None = None, until: str | None = None, limit: int = 50
    ) -> "list[StoryView]":
        """Return the stories of several pages that ended last, the latest first.

        Raises:
            UsageError: ``since`` or ``until`` is no date.
        """
        from dragoman.chronicle.stories import StoryQuery

        return self._chronicle.stories(StoryQuery(since, until, limit=limit, latest=True))

    def doubtful_facts(self, limit: int = 20) -> "list[FactView]":
        """Return the reports of events about which a person should decide, the most valuable first."""
        return list(self._chronicle.judgements.doubts(limit))

    def agreement(self) -> "list[Agreement]":
        """Return how often people confirmed what the program thought, by rule and language, the most asked first."""
        return list(self._chronicle.judgements.figures())

    def _rule(self, facts: str | Iterable[str], verdict: str, why: str, by: str | None, *, derive: bool) -> "Judged":
        judgements = self._chronicle.judgements
        return judgements.rule(_list(facts), verdict, by=self._author(by), why=why, derive=derive)


def _list(names: str | Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)
