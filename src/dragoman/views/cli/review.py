"""``dragoman review``: one uncertain pair or fact at a time, one key a decision."""

import sys
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import click

from dragoman.views.cli.output import make_table, note, print_table, say, write_json
from dragoman.views.cli.session import NUMBER, Session, example

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import EntityView, EventView, LinkView, Quote
    from dragoman.chronicle.judged_answers import FactView

    Asked = LinkView | FactView

VERDICTS = {"s": "same", "d": "different", "u": "unsure", "a": "same", "r": "different"}
FACT_VERDICTS = {"a": "accept", "r": "reject", "u": "unsure"}
KEYS = "s same · d different · u unsure · z undo · n next · q quit · ? help"
FACT_KEYS = "a accept · r reject · u unsure · z undo · n next · q quit · ? help"
HELP = """s  they are the same: one entity, or one event
d  they are different, whatever else speaks for it
a  the page says so; of two: they are the same
r  the page does not say so; of two: they are different
u  nobody can tell: it will not be asked again
z  take back the last decision of this sitting, and show what it was about again
n  leave it for another time
q  leave; every decision is stored at once
The keys also work where the keyboard is set to Russian, Arabic or Persian."""
LAYOUTS = dict(zip("ывгятйфкسيیععئظىدضشق", "sduznqarsdduuzznnqar", strict=True))
"""What the same keys give on Russian, Arabic and Persian keyboards."""
END_OF_INPUT = "\x04"
QUOTED = 2
SHOWN_OFFICES = 3


@click.command(
    epilog=example(
        "dragoman review",
        "dragoman review --kind event --limit 50",
        "dragoman review --json | head -1",
        "dragoman review --figures",
        "printf 's\\nd\\nq\\n' | dragoman review",
    )
)
@click.option("--limit", type=NUMBER, default=20, show_default=True, metavar="N", help="No more than N.")
@click.option(
    "--kind",
    type=click.Choice(["person", "organisation", "place", "event", "fact"]),
    help="Only pairs of this kind, or facts.",
)
@click.option("--by", metavar="NAME", help="Who decides.  [DRAGOMAN_AUTHOR; default: the user]")
@click.option("--figures", is_flag=True, help="Print how often people agreed with the program, and ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the queue, one JSON object a line, and ask nothing.")
@click.pass_obj
def review(session: Session, /, limit: int, kind: str | None, by: str | None, figures: bool, as_json: bool) -> None:
    """Decide what the chronicle is not sure of.

    Shows one pair or fact at a time, the most valuable first, with the evidence, and takes one key for it: s same,
    d different, a accept, r reject, u unsure, z undo, n next, q quit. Where standard input is a pipe, one key a line.
    """
    if figures:
        from dragoman.views.cli.agreement import print_figures

        with session.open() as chronicle:
            print_figures(chronicle.agreement(), as_json=as_json)
        return
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

    def __init__(self, chronicle: "Dragoman", queue: "Sequence[Asked]", *, by: str | None) -> None:
        self._chronicle, self._queue, self._by = chronicle, queue, by
        self._place = 0
        self._done: list[tuple[int, int, str]] = []

    def run(self) -> None:
        """Show card after card until there is none left, or somebody leaves."""
        try:
            with closing(read_keys()) as keys:
                self._ask(keys)
        finally:
            self._chronicle.refresh()
        self._sum_up()

    def _ask(self, keys: Iterator[str]) -> None:
        shown = -1
        while True:
            link = self._next()
            if link is None and not self._done:
                break
            if shown != self._place:
                self._show(link)
                shown = self._place
            key = next(keys, "q")
            if key == "q" or (link is None and key != "z"):
                break
            if key == "z":
                shown = -1
            self._answer(key, link)

    def _next(self) -> "Asked | None":
        """Return the pair that is asked, ``None`` where none is left; those that are settled by now are passed over."""
        while self._place < len(self._queue):
            if not self._is_settled(self._queue[self._place]):
                return self._queue[self._place]
            self._place += 1
        return None

    def _show(self, link: "Asked | None") -> None:
        if link is None:
            say("that was the last one: z undo · q quit", "dim")
        else:
            number, of = self._place + 1, len(self._queue)
            if fact := as_fact(link):
                show_fact(self._chronicle, fact, number=number, of=of)
            elif pair := as_pair(link):
                show_card(self._chronicle, pair, number=number, of=of)

    def _answer(self, key: str, link: "Asked | None") -> None:
        if link is not None and key in (FACT_VERDICTS if as_fact(link) else VERDICTS):
            self._decide(key, link)
        elif key == "z":
            self._undo()
        elif key == "n":
            self._place += 1
        elif key == "?":
            say(HELP)
        else:
            note(f"no key {key!r}; {FACT_KEYS if as_fact(link) else KEYS}")

    def _decide(self, key: str, link: "Asked") -> None:
        verdict = (FACT_VERDICTS if as_fact(link) else VERDICTS)[key]
        if fact := as_fact(link):
            decide = {"accept": self._chronicle.accept, "reject": self._chronicle.reject}
            rule = decide.get(verdict, self._chronicle.leave_open)
            judged = rule(fact.key, by=self._by, why="review", derive=False)
        elif pair := as_pair(link):
            judged = self._chronicle.judge(pair.a, pair.b, verdict, by=self._by, why="review", derive=False)
        self._done.append((self._place, judged.decision, verdict))
        say(f"{verdict}: {'correction' if judged.corrections else 'judgement'} {judged.decision}", "green")
        for broken in judged.contradictions:
            from dragoman.views.cli.judge import describe_contradiction

            note(describe_contradiction(broken))
        self._place += 1

    def _undo(self) -> None:
        if not self._done:
            note("nothing decided in this sitting yet; dragoman undo takes back earlier judgements")
            return
        self._place, decision, _ = self._done.pop()
        self._chronicle.undo(decision, derive=False)
        say(f"decision {decision} withdrawn", "yellow")

    def _is_settled(self, link: "Asked") -> bool:
        """Tell whether decisions of this sitting have settled the pair already, through others."""
        pair = as_pair(link)
        if pair is None or pair.decision == "joined" or any(self._place == place for place, _, _ in self._done):
            return False
        first, second = self._tied(pair.entity_a), self._tied(pair.entity_b)
        different = self._judged("different")
        apart = any({one.entity_a, one.entity_b} & first and {one.entity_a, one.entity_b} & second for one in different)
        return bool(first & second) or apart

    def _tied(self, entity: str) -> set[str]:
        """Return the entities that were judged to be the same as one in this sitting."""
        found, new = {entity}, {entity}
        same = self._judged("same")
        while new:
            near = {key for one in same for key in (one.entity_a, one.entity_b) if {one.entity_a, one.entity_b} & new}
            new = near - found
            found |= new
        return found

    def _judged(self, verdict: str) -> "list[LinkView]":
        links = (as_pair(self._queue[place]) for place, _, said in self._done if said == verdict)
        return [link for link in links if link]

    def _sum_up(self) -> None:
        counts = Counter(verdict for _, _, verdict in self._done)
        told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in sorted(counts))
        left = len(self._queue) - self._place
        say(f"{len(self._done)} judged{f' ({told})' if told else ''}; {left} left of this queue", "bold")


def as_fact(asked: "Asked | None") -> "FactView | None":
    """Return the fact that is asked about, ``None`` where it is a pair."""
    from dragoman.chronicle.judged_answers import FactView

    return asked if isinstance(asked, FactView) else None


def as_pair(asked: "Asked | None") -> "LinkView | None":
    """Return the pair that is asked about, ``None`` where it is a fact."""
    from dragoman.chronicle.answers import LinkView

    return asked if isinstance(asked, LinkView) else None


def show_fact(chronicle: "Dragoman", fact: "FactView", *, number: int, of: int) -> None:
    """Print a report that is in doubt: what is read from the sentence, why it is in doubt, and the keys."""
    from dragoman.views.cli.cells import Cell, stack

    say()
    say(f"{number} of {of} · is the {fact.kind} right? · probability {fact.probability:.2f}", "bold")
    place = f"in {fact.place_name}" if fact.place_name else "no place"
    lines = [line for line in _describe_home(chronicle, fact.event) if not line.startswith("in ")]
    print_table(stack(*map(Cell, [*lines, place]), *_show_quotes([fact.quote])))
    for reason in fact.reasons:
        print_table(Cell(f"- {reason}"))
    say(
        f"{FACT_KEYS}; another place or date: dragoman correct {fact.quote.sha256[:12]}#{fact.key.partition(':')[2]}",
        "dim",
    )


def read_keys() -> Generator[str, None, None]:
    """Yield the keys that are pressed, or of a pipe the first letter of each line; ends where the input does."""
    pressed = _read_terminal() if sys.stdin.isatty() else _read_pipe()
    with closing(pressed):
        for key in pressed:
            yield LAYOUTS.get(key.casefold(), key.casefold())


def _read_pipe() -> Generator[str, None, None]:
    while line := sys.stdin.readline():
        yield line.strip()[:1] or "n"


def _read_terminal() -> Generator[str, None, None]:
    """Yield keys without waiting for a line; what is pressed while something is derived is not lost."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        while True:
            yield click.getchar()
    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin, termios.TCSADRAIN)
        while (key := sys.stdin.read(1)) not in ("", END_OF_INPUT):
            yield key
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def show_card(chronicle: "Dragoman", link: "LinkView", *, number: int, of: int) -> None:
    """Print the two sides beside each other, what speaks for and against, and the keys."""
    from dragoman.views.cli.cells import Cell, stack

    say()
    state = "one so far" if link.decision == "joined" else "apart so far"
    say(f"{number} of {of} · probability that they are one {link.probability:.2f} · {state}", "bold")
    homes = [chronicle.home(link.a) or link.entity_a, chronicle.home(link.b) or link.entity_b]
    if homes[0] == homes[1]:
        print_table(stack(*map(Cell, _describe_home(chronicle, homes[0]))))
    table = make_table(("", {"ratio": 1}), ("", {"ratio": 1}))
    table.expand, table.show_header = True, False
    sides = zip(homes, (link.name_a, link.name_b), (link.quotes_a, link.quotes_b), strict=True)
    table.add_row(
        *(
            stack(
                Cell(name, "bold"),
                *(Cell(words) for words in (_describe_home(chronicle, home) if homes[0] != homes[1] else ())),
                *_show_quotes(quotes),
            )
            for home, name, quotes in sides
        )
    )
    print_table(table)
    for reason in link.reasons:
        print_table(Cell(f"- {reason}"))
    say(KEYS, "dim")


def _describe_home(chronicle: "Dragoman", key: str) -> Iterator[str]:
    """Yield what is known of an entity or an event, line by line."""
    from dragoman.chronicle.answers import EventView

    yield key
    if key.startswith("event:"):
        event = chronicle.show(key)
        if isinstance(event, EventView):
            yield from _describe_event(event)
    else:
        for entity in chronicle.who(key, limit=1, events=0):
            yield from _describe_entity(entity)


def _show_quotes(quotes: "Sequence[Quote]") -> Iterator["RenderableType"]:
    from dragoman.views.cli.cells import Cell
    from dragoman.views.cli.wording import describe_source

    for quote in quotes[:QUOTED]:
        yield Cell(quote.text, lines=4)
        yield Cell(describe_source(quote), "dim")


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
