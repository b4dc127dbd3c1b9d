"""``dragoman accept``, ``reject``, ``correct``: what people say of single facts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from dragoman.errors import UsageError
from dragoman.views.cli.judge import decision_options, tell_decision
from dragoman.views.cli.session import Session, example

if TYPE_CHECKING:
    from dragoman.chronicle.judged_answers import CorrectionView


@click.command(
    epilog=example(
        "dragoman accept event:21ab3c4d5e",
        "dragoman accept lake-en#e1 lake-ru#e1 --why 'both checked'",
        "dragoman accept lake-en#o1",
    )
)
@click.argument("facts", nargs=-1, required=True, metavar="FACT...")
@decision_options
@click.pass_obj
def accept(session: Session, /, facts: tuple[str, ...], by: str | None, why: str, as_json: bool) -> None:
    """Confirm that pages say what was read.

    FACT is the id of an event or of a tenure, which means all that is told of it, or one fact of a page: PAGE#e1 is its
    report of an event, PAGE#o1 an office that it gives somebody. Several are one decision.
    """
    with session.open() as chronicle:
        tell_decision(chronicle.accept(facts, why=why, by=by), as_json=as_json)


@click.command(
    epilog=example("dragoman reject lake-en#e2 --why 'a film, no meeting'", "dragoman reject tenure:21ab3c4d5e6f7a8b")
)
@click.argument("facts", nargs=-1, required=True, metavar="FACT...")
@decision_options
@click.pass_obj
def reject(session: Session, /, facts: tuple[str, ...], by: str | None, why: str, as_json: bool) -> None:
    """Say that pages do not say what was read.

    FACT is as for dragoman accept. It counts no more and is shown nowhere but among the corrections that dragoman
    judgements lists; dragoman undo brings it back.
    """
    with session.open() as chronicle:
        tell_decision(chronicle.reject(facts, why=why, by=by), as_json=as_json)


@click.command(
    epilog=example(
        "dragoman correct lake-en#e1 --place Bishkek",
        "dragoman correct event:21ab3c4d5e --date 2024-03-02 --why 'the morning after'",
        "dragoman correct lake-ru#e2 --no-place --status planned",
        "dragoman correct event:21ab3c4d5e --participant 'Anna Petrova=guest' --no-participant Kazakhstan",
        "dragoman correct lake-en#e1 --instead 'Karim Daler' 'Anna Petrova'",
    )
)
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("--place", metavar="NAME", help="Where it was: the id of a place, or a name that only one has.")
@click.option("--no-place", is_flag=True, help="The page does not say where it was.")
@click.option("--date", metavar="DATE", help="When it was: 2024, 2024-03, 2024-03-14 or 2024-03-14/2024-03-16.")
@click.option("--no-date", is_flag=True, help="The page does not say when it was.")
@click.option("--type", "type_", metavar="TYPE", help="What it was, such as meet.")
@click.option("--status", type=click.Choice(["happened", "planned", "denied"]), help="What became of it.")
@click.option("--participant", "taking", multiple=True, metavar="NAME[=ROLE]", help="Who takes part, in which role.")
@click.option("--no-participant", "absent", multiple=True, metavar="NAME", help="Who does not take part.")
@click.option("--instead", nargs=2, multiple=True, metavar="OLD NEW", help="NEW took part, not OLD, in the same role.")
@decision_options
@click.pass_obj
def correct(
    session: Session, /, reports: tuple[str, ...], by: str | None, why: str, as_json: bool, **said: Any
) -> None:
    """Say another place, date, type, status or participant of reports.

    REPORT is the id of an event, which means all that pages tell of it, or PAGE#e1, one page's report. What is not
    named stays as it is. A participant is an id or a name that only one has; the role is host, guest, speaker,
    addressee, actor, target, appointed, by, body or participant.
    """
    with session.open() as chronicle:
        changes = _read_changes(said)
        tell_decision(chronicle.correct(reports, why=why, by=by, **changes), as_json=as_json)


def _read_changes(said: dict[str, Any]) -> dict[str, Any]:
    """Return what is to be corrected; where there is to be no place or date, ``None``."""
    changes: dict[str, Any] = {}
    for field in ("place", "date"):
        if said[field] is not None and said[f"no_{field}"]:
            raise UsageError(f"give either --{field} or --no-{field}")
        if said[field] is not None or said[f"no_{field}"]:
            changes[field] = said[field]
    changes |= {name: said[key] for key, name in (("type_", "type"), ("status", "status")) if said[key] is not None}
    return changes | _read_participants(said)


def _read_participants(said: dict[str, Any]) -> dict[str, Any]:
    """Return who is to take part, who is not, and who in whose place."""
    from dragoman.chronicle.participants import DEFAULT

    roles: dict[str, str | None] = {}
    for name in said["taking"]:
        who, _, role = name.rpartition("=") if "=" in name else (name, "", DEFAULT)
        roles[who.strip()] = role.strip()
    both = roles.keys() & set(said["absent"])
    if both:
        raise UsageError(f"{', '.join(sorted(both))}: give either --participant or --no-participant")
    return {"participants": roles | dict.fromkeys(said["absent"]), "instead": dict(said["instead"])}


def describe_corrections(views: "tuple[CorrectionView, ...]", listed: int) -> Iterator[str]:
    """Write what a decision about facts was, line by line."""
    first = views[0]
    fields = " / ".join(dict.fromkeys(describe_value(view) for view in views))
    yield f"correction {first.decision} ({fields}) {'withdrawn' if first.withdrawn else f'kept, by {first.by}'}"
    yield from dict.fromkeys(describe_fact(view) for view in views[:listed])
    if len(views) > listed:
        yield f"and {len(views) - listed} more"


def describe_value(view: "CorrectionView") -> str:
    """Write what a correction says."""
    from dragoman.language.scripts import isolate

    if view.field == "verdict":
        return view.value
    if view.field == "participant":
        return f"{isolate(view.value_name)} {f'as {view.role}' if view.role else 'takes no part'}"
    return f"{view.field} {isolate(view.value_name) if view.value else 'none'}"


def describe_fact(view: "CorrectionView") -> str:
    """Write which fact a correction is about, and to what it belongs now."""
    from dragoman.language.scripts import isolate

    home = view.fact.id or ("not counted" if view.value == "reject" else "in nothing now")
    page = isolate(view.fact.page or view.fact.sha256[:12])
    return f"{view.fact.kind} ({page}#{view.fact.member}, {home})"
