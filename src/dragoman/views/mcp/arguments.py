"""What the tools take: one record each, whose fields describe themselves."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field


def _said(words: str, **bounds: Any) -> Meta:
    return Meta(description=words, **bounds)


Name = Annotated[str, _said("A name in any script, or an id.", min_length=1, max_length=500)]
Id = Annotated[str, _said("An id.", min_length=1, max_length=500)]
Date = Annotated[str, _said("A day, month or year: 2024-03-12, 2024-03 or 2024.", max_length=10)]
Count = Annotated[int, _said("The most that are wanted.", ge=1, le=50)]
Cursor = Annotated[str, _said("That of the answer before, for what follows.", max_length=1000)]


class Arguments(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a tool is asked with."""


class SearchEvents(Arguments, frozen=True):
    """Conditions on events; all must be met."""

    who: Annotated[Name | None, _said("Somebody who takes part.")] = None
    with_: Annotated[Name | None, _said("Somebody else who takes part.")] = field(default=None, name="with")
    type: Annotated[str | None, _said("A type of event, such as meet, visit, call, state, agree, sanction.")] = None
    place: Annotated[Name | None, _said("Where it took place.")] = None
    topic: Annotated[str | None, _said("A topic, such as energy or trade.")] = None
    language: Annotated[str | None, _said("The language of a page that reports it: ru, ar, fa, en, tg.")] = None
    outlet: Annotated[str | None, _said("An outlet that reports it, by any part of its name.")] = None
    office: Annotated[str | None, _said("An office that somebody who takes part held then.")] = None
    since: Annotated[Date | None, _said("The first day, month or year.")] = None
    until: Annotated[Date | None, _said("The last day, month or year.")] = None
    status: Annotated[Literal["happened", "planned", "denied"] | None, _said("What became of it.")] = None
    query: Annotated[str | None, _said('Words or "phrases" in a sentence that reports it.')] = None
    conflicts: Annotated[bool, _said("Only events on which reports do not agree.")] = False
    order: Annotated[Literal["latest", "time"], _said("The latest or the earliest first.")] = "latest"
    limit: Count = 10
    cursor: Cursor | None = None


class GetEvent(Arguments, frozen=True):
    """One event."""

    id: Id
    reports: Annotated[int, _said("No more reports than so many.", ge=1, le=100)] = 20


class SearchEntities(Arguments, frozen=True):
    """A name, or a kind of entity."""

    name: Annotated[Name | None, _said("A name in any script; all are listed if left out.")] = None
    kind: Annotated[Literal["person", "organisation", "country", "place"] | None, _said("Only those of a kind.")] = None
    limit: Count = 10
    cursor: Cursor | None = None


class GetEntity(Arguments, frozen=True):
    """One entity."""

    id: Id
    events: Annotated[int, _said("No more events than so many, the latest.", ge=0, le=50)] = 10


class WhoHeld(Arguments, frozen=True):
    """An office."""

    title: Annotated[
        str, _said("An office id such as foreign-minister, or a word for one.", min_length=1, max_length=200)
    ]
    of: Annotated[Name | None, _said("The country or body.")] = None
    on: Annotated[Date | None, _said("Only those who held it then, best known first.")] = None
    reference: Annotated[bool, _said("Whether to add what a shipped reference says, marked as such.")] = False


class WhoMeetsWhom(Arguments, frozen=True):
    """Somebody, perhaps with somebody else, perhaps in a time."""

    who: Name
    with_: Annotated[Name | None, _said("The other one: answers with what both take part in.")] = field(
        default=None, name="with"
    )
    type: Annotated[str | None, _said("A type of event, such as meet.")] = None
    since: Annotated[Date | None, _said("The first day, month or year.")] = None
    until: Annotated[Date | None, _said("The last day, month or year.")] = None
    limit: Count = 20


class SearchSentences(Arguments, frozen=True):
    """Words that sentences have, or what they mean."""

    query: Annotated[
        str,
        _said(
            'Words, "phrases", fields such as who:NAME, - before what must not be there.', min_length=1, max_length=500
        ),
    ]
    meaning: Annotated[bool, _said("Also what means the same in other words or languages; needs vectors.")] = False
    limit: Count = 10
    cursor: Cursor | None = None


class ListConflicts(Arguments, frozen=True):
    """Where reports do not agree."""

    field: Annotated[
        Literal["when", "place", "participants", "number", "status", "holder"] | None, _said("Only about one thing.")
    ] = None
    limit: Count = 10
    cursor: Cursor | None = None


class GetQuote(Arguments, frozen=True):
    """A stretch of a page's text, to check a quotation or to read round it."""

    sha256: Annotated[str, _said("The SHA-256 of the page.", pattern="^[0-9a-f]{64}$")]
    start: Annotated[int, _said("Where it begins, in code points.", ge=0)]
    stop: Annotated[int, _said("Where it ends, not included.", ge=1)]
    context: Annotated[int, _said("How many code points before and after it are wanted.", ge=0, le=2000)] = 200
