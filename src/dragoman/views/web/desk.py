"""The desk at which people review: what is asked, what was answered since, and what has to be derived before the next.

An answer is stored at once and what follows from it is derived a moment later, in one go for several answers; a card
that such an answer touches waits for that, so that what is shown is right.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from threading import Lock, Thread, Timer
from time import monotonic
from typing import TYPE_CHECKING

from msgspec import Struct

from dragoman.chronicle.answers import LinkView
from dragoman.chronicle.judged_answers import FactView
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from dragoman.app import Dragoman
    from dragoman.chronicle.judged_answers import Judged

Asked = LinkView | FactView

MOST = 500
"""No more than so many cards are looked up at once."""
PAUSE = 1.5
"""Seconds after the last answer before what follows is derived."""
PATIENCE = 1.0
"""Seconds that somebody waits for the whole queue; after that the facts are asked first."""
FEW = 100
FRESH = 300.0
"""Seconds after which a queue is looked up anew."""
KINDS = ("fact", "place", "date", "merge", "split")


class Choice(Struct, frozen=True):
    """Which cards are asked: of a kind, a language and a type of event, empty for all."""

    kind: str = ""
    language: str = ""
    type: str = ""

    def fits(self, card: Asked) -> bool:
        """Tell whether a card is meant."""
        if self.kind and kind_of(card) != self.kind:
            return False
        if self.language and self.language not in languages_of(card):
            return False
        return not self.type or (isinstance(card, FactView) and card.type == self.type)


def kind_of(card: Asked) -> str:
    """Return what a card asks: about a fact, its place or date, or whether to merge or split."""
    if isinstance(card, FactView):
        return card.kind
    return "split" if card.decision == "joined" else "merge"


def name_card(card: Asked) -> str:
    """Return the id of a card."""
    return f"{card.kind}~{card.key}" if isinstance(card, FactView) else f"{card.a}~{card.b}"


def languages_of(card: Asked) -> set[str]:
    """Return the languages of a card's sentences."""
    quotes = (card.quote,) if isinstance(card, FactView) else (*card.quotes_a, *card.quotes_b)
    return {quote.language for quote in quotes}


def touches(card: Asked) -> set[str]:
    """Return the ids and pages whose change makes a card another one."""
    if isinstance(card, FactView):
        return {card.event, card.key.partition(":")[0], *(one.id for one in card.participants)}
    return {card.entity_a, card.entity_b, card.a.partition(":")[0], card.b.partition(":")[0]}


class Desk:
    """The queue of one application, shared by all who review."""

    def __init__(self, dragoman: "Dragoman", *, pause: float = PAUSE, patience: float = PATIENCE) -> None:
        self._dragoman, self._pause, self._patience = dragoman, pause, patience
        self._weigher: Thread | None = None
        self._lock = Lock()
        self._cards: dict[str, Asked] = {}
        self._looked_up = 0.0
        self._answered: set[str] = set()
        self._touched: set[str] = set()
        self._timer: Timer | None = None

    def cards(self, choice: Choice) -> list[Asked]:
        """Return the cards that nobody has answered yet, the most valuable first."""
        if not self._cards or monotonic() - self._looked_up > FRESH:
            self._look_up()
        return [card for name, card in self._cards.items() if name not in self._answered and choice.fits(card)]

    def find(self, name: str) -> Asked | None:
        """Return the card of an id, also one that was answered."""
        if not self._cards:
            self._look_up()
        return self._cards.get(name)

    def following(self, choice: Choice, after: str) -> Iterator[Asked]:
        """Yield the cards after one, then those before it, as they are now."""
        self.cards(choice)
        names = list(self._cards)
        start = names.index(after) + 1 if after in self._cards else 0
        for name in (*names[start:], *names[:start]):
            card = self._cards[name]
            if name not in self._answered and name != after and choice.fits(card) and self._holds(card):
                yield card

    def answer(self, cards: Iterable[Asked], judged: "Judged") -> None:
        """Note what was answered, and derive what follows from it after a while."""
        with self._lock:
            for card in cards:
                self._answered.add(name_card(card))
                self._touched |= touches(card)
            self._touched |= set(judged.ids)
            self._wait()

    def reopen(self, name: str | None, judged: "Judged") -> None:
        """Note that an answer was taken back, and derive what follows after a while.

        A pair whose sides were put together or taken apart meanwhile is asked as it was, so that cannot wait.
        """
        with self._lock:
            derived = self._timer is None
            self._answered.discard(name or "")
            self._touched |= set(judged.ids)
            if name in self._cards:
                self._touched |= touches(self._cards[name])
            self._wait()
        if derived and isinstance(self._cards.get(name or ""), LinkView):
            self.settle()

    def settle(self) -> None:
        """Derive at once what is left to derive."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = None
            self._touched.clear()
        self._dragoman.refresh()

    def forget(self) -> None:
        """Look the queue up anew when it is asked for next."""
        self._cards, self._answered = {}, set()

    def _holds(self, card: Asked) -> bool:
        """Tell whether a card still asks something, after deriving what touches it."""
        if not touches(card) & self._touched:
            return True
        self.settle()
        if isinstance(card, FactView):
            return self._dragoman.home(card.key) == card.event
        homes = self._dragoman.home(card.a), self._dragoman.home(card.b)
        return None not in homes and (homes[0] == homes[1]) == (card.decision == "joined")

    def _wait(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = Timer(self._pause, self._settle_later)
        self._timer.daemon = True
        self._timer.start()

    def _settle_later(self) -> None:
        with suppress(DragomanError):  # what a busy store leaves pending is derived by the next who asks
            self.settle()

    @property
    def weighing(self) -> bool:
        """Whether pairs are still being weighed, so that more will be asked in a moment."""
        return self._weigher is not None and self._weigher.is_alive()

    def wait(self, seconds: float) -> None:
        """Wait until the whole queue is there, no longer than some seconds."""
        if self._weigher:
            self._weigher.join(seconds)

    def _look_up(self) -> None:
        """Look the whole queue up; where that takes long, begin with the facts, which are found quickly."""
        if self.weighing:
            return
        self._looked_up = monotonic()
        self._weigher = Thread(target=self._weigh, daemon=True)
        self._weigher.start()
        self.wait(self._patience)
        if not self._cards:
            facts = self._dragoman.doubtful_facts(FEW)
            self._cards = {name_card(card): card for card in facts}

    def _weigh(self) -> None:
        with suppress(DragomanError):  # a busy store is asked again
            found = self._dragoman.review_queue(limit=MOST)
            with self._lock:
                fresh = {name_card(card): card for card in found}
                self._answered &= fresh.keys() & self._cards.keys()
                self._cards = fresh


def find_desk(application: "Starlette") -> Desk:
    """Return the desk of an application, made when it is first asked for."""
    state = application.state
    if not hasattr(state, "desk"):
        state.desk = Desk(state.dragoman)
    desk: Desk = state.desk
    return desk
