"""``dragoman review``: one uncertain pair at a time, one key a decision."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from dragoman.views.cli.output import make_table, note, print_table, say, write_json
from dragoman.views.cli.session import Session, example

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import EntityView, EventView, LinkView, Quote

VERDICTS = {"s": "same", "d": "different", "u": "unsure"}
KEYS = "s same · d different · u unsure · z undo · n next · q quit · ? help"
HELP = """s  they are the same: one entity, or one event
d  they are different, whatever else speaks for it
u  nobody can tell: the pair will not be asked again
z  take back the last decision of this sitting, and show its pair again
n  leave the pair for another time
q  leave; every decision is stored at once
The keys also work where the keyboard is set to Russian, Arabic or Persian."""
LAYOUTS = dict(zip("ывгятйسيیععئظىدض", "sduznqsdduuzznnq", strict=True))
"""What the same keys give on Russian, Arabic and Persian keyboards."""
QUOTED = 2
SHOWN_OFFICES = 3


@click.command(
    epilog=example(
        "dragoman review",
        "dragoman review --kind event --limit 50",
        "dragoman review --json | head -1",
        "printf 's\\nd\\nq\\n' | dragoman review",
    )
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="No more than N.")
@click.option(
    "--kind", type=click.Choice(["person", "organisation", "place", "event"]), help="Only pairs of this kind."
)
@click.option("--by", metavar="NAME", help="Who decides.  [DRAGOMAN_AUTHOR; default: the user]")
@click.option("--json", "as_json", is_flag=True, help="Print the queue, one JSON object a line, and ask nothing.")
@click.pass_obj
def review(session: Session, limit: int, kind: str | None, by: str | None, as_json: bool) -> None:
    """Decide what the chronicle is not sure of.

    Shows one pair at a time, the most valuable first, with the evidence, and takes one key for it: s same, d different,
    u unsure, z undo, n next, q quit. Where standard input is a pipe, one key a line.
    """
    with session.open() as chronicle:
        queue = chronicle.review_queue(kind=kind, limit=limit)
        if as_json:
            write_json(queue)
        elif queue:
            Sitting(chronicle, queue, by=by).run()
    if not queue:
        note("nothing is uncertain; dragoman judge, merge and split decide what you know better")


class Sitting:
    """One run through the queue."""

    def __init__(self, chronicle: "Dragoman", queue: "Sequence[LinkView]", *, by: str | None) -> None:
        self._chronicle, self._queue, self._by = chronicle, queue, by
        self._place = 0
        self._done: list[tuple[int, int, str]] = []

    def run(self) -> None:
        """Show card after card until there is none left, or somebody leaves."""
        shown, keys = -1, read_keys()
        while self._place < len(self._queue):
            link = self._queue[self._place]
            if self._is_settled(link):
                self._place += 1
                continue
            if shown != self._place:
                show_card(self._chronicle, link, number=self._place + 1, of=len(self._queue))
                shown = self._place
            key = next(keys, "q")
            if key == "q":
                break
            if key == "z":
                shown = -1
            self._answer(key, link)
        self._sum_up()

    def _answer(self, key: str, link: "LinkView") -> None:
        if key in VERDICTS:
            judged = self._chronicle.judge(link.a, link.b, VERDICTS[key], by=self._by, why="review")
            self._done.append((self._place, judged.decision, VERDICTS[key]))
            say(f"{VERDICTS[key]}: judgement {judged.decision}", "green")
            for broken in judged.contradictions:
                from dragoman.views.cli.judge import describe_contradiction

                note(describe_contradiction(broken))
            self._place += 1
        elif key == "z":
            self._undo()
        elif key == "n":
            self._place += 1
        elif key == "?":
            say(HELP)
        else:
            note(f"no key {key!r}; {KEYS}")

    def _undo(self) -> None:
        if not self._done:
            note("nothing decided in this sitting yet; dragoman undo takes back earlier judgements")
            return
        self._place, decision, _ = self._done.pop()
        self._chronicle.undo(decision)
        say(f"judgement {decision} withdrawn", "yellow")

    def _is_settled(self, link: "LinkView") -> bool:
        """Tell whether another decision of this sitting has settled the pair as well."""
        if not self._done or any(self._place == place for place, _, _ in self._done):
            return False
        homes = [self._chronicle.home(key) for key in (link.a, link.b)]
        return (homes[0] == homes[1]) != (link.decision == "joined")

    def _sum_up(self) -> None:
        counts = Counter(verdict for _, _, verdict in self._done)
        told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS.values() if counts[verdict])
        left = len(self._queue) - self._place
        say(f"{len(self._done)} judged{f' ({told})' if told else ''}; {left} left of this queue", "bold")


def read_keys() -> Iterator[str]:
    """Yield the keys that are pressed, or of a pipe the first letter of each line; ends where the input does."""
    while True:
        if sys.stdin.isatty():
            try:
                key = click.getchar()
            except EOFError:
                return
        else:
            line = sys.stdin.readline()
            if not line:
                return
            key = line.strip()[:1] or "n"
        yield LAYOUTS.get(key.casefold(), key.casefold())


def show_card(chronicle: "Dragoman", link: "LinkView", *, number: int, of: int) -> None:
    """Print the two sides beside each other, what speaks for and against, and the keys."""
    from dragoman.views.cli.cells import Cell

    say()
    state = "one so far" if link.decision == "joined" else "apart so far"
    say(f"{number} of {of} · probability that they are one {link.probability:.2f} · {state}", "bold")
    table = make_table(("", {"ratio": 1}), ("", {"ratio": 1}))
    table.expand, table.show_header = True, False
    table.add_row(
        _describe_side(chronicle, chronicle.home(link.a) or link.entity_a, link.name_a, link.quotes_a),
        _describe_side(chronicle, chronicle.home(link.b) or link.entity_b, link.name_b, link.quotes_b),
    )
    print_table(table)
    for reason in link.reasons:
        print_table(Cell(f"- {reason}"))
    say(KEYS, "dim")


def _describe_side(chronicle: "Dragoman", key: str, name: str, quotes: "Sequence[Quote]") -> "RenderableType":
    from dragoman.chronicle.answers import EventView
    from dragoman.views.cli.cells import Cell, stack
    from dragoman.views.cli.wording import describe_source

    lines = [Cell(name, "bold"), Cell(key, "dim")]
    event = chronicle.show(key) if key.startswith("event:") else None
    if isinstance(event, EventView):
        lines += [Cell(words) for words in _describe_event(event)]
    else:
        lines += [Cell(words) for entity in chronicle.who(key, limit=1, events=0) for words in _describe_entity(entity)]
    for quote in quotes[:QUOTED]:
        lines += [Cell(quote.text, lines=4), Cell(describe_source(quote), "dim")]
    return stack(*lines)


def _describe_entity(entity: "EntityView") -> Iterator[str]:
    from dragoman.views.cli.cells import join_names
    from dragoman.views.cli.wording import describe_interval, describe_office

    for tag, forms in sorted(entity.names.items()):
        yield f"{tag}: {join_names(forms)}"
    for tenure in entity.offices[:SHOWN_OFFICES]:
        yield f"{describe_office(tenure)}: {' – '.join(describe_interval(tenure))}"
    yield f"{entity.kind} on {entity.pages} {'page' if entity.pages == 1 else 'pages'}"


def _describe_event(event: "EventView") -> Iterator[str]:
    from dragoman.language.scripts import isolate
    from dragoman.views.cli.wording import describe_event, describe_pages, describe_participants, describe_when

    yield f"{describe_event(event)}, {describe_when(event.when)}"
    yield describe_participants(event.participants)
    if event.place:
        yield f"in {isolate(event.place.name)}"
    yield describe_pages(event)
