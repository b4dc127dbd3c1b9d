"""Signing in: few at a time, slower with each failure, and the same whatever was wrong."""

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anyio import CapacityLimiter
from anyio.lowlevel import RunVar

from dragoman.chronicle.accounts.users import LONGEST_NAME, fold_name
from dragoman.views.web.security.addresses import group_address
from dragoman.views.web.security.ledgers import Ledger, MemoryLedger, open_ledger
from dragoman.views.web.security.options import SecurityOptions
from dragoman.views.web.security.throttling import Patience, Waits
from dragoman.views.web.security.visits import Visit
from dragoman.views.web.turns import take_turn

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.accounts.answers import SignedIn

HASHES = 2
"""Passwords that are looked at side by side: each takes 64 MiB and a core for a while."""
QUEUE = 16
"""So many wait for their turn; whoever comes then is told to come again. Processes share both numbers out."""
HERE = Patience(free=5, longest=900.0)
ADDRESS = Patience(free=20, longest=900.0)
ACCOUNT = Patience(free=50, longest=30.0)
"""One account from one address, one address, one account. The last is for guessers with many addresses, and does not
hold where somebody signed in to the account before: strangers who always try would take each turn of the owner's."""

_turns: RunVar[CapacityLimiter] = RunVar("hashes")


@dataclass(frozen=True)
class Attempt:
    """How a try to sign in ended: a session, or how many seconds to wait, or neither where the words were wrong."""

    signed: "SignedIn | None" = None
    wait: int = 0


@dataclass
class Signing:
    """All tries to sign in at one server."""

    waits: Waits = field(default_factory=Waits)
    known: Ledger = field(default_factory=MemoryLedger)
    """From where somebody signed in to which account; no failure writes there, so none can push anything out."""
    pending: int = 0
    processes: int = 1

    async def attempt(self, dragoman: "Dragoman", visit: Visit, *, name: str, password: str) -> Attempt:
        """Try a name and a password.

        Args:
            dragoman: The chronicle.
            visit: The request; a session that it has already ends.
            name: The name.
            password: The password.
        """
        if self.pending >= max(QUEUE // self.processes, 1):
            return Attempt(wait=5)
        names = self._name(visit.address, name)
        here, address, account = (one for one, _ in names)
        is_known = self.known.change(lambda page: page.read(here)) is not None
        if wait := self.waits.begin(names[:2] if is_known else names):
            return Attempt(wait=math.ceil(wait))
        self.pending += 1
        try:
            signed = await take_turn(
                lambda: dragoman.sign_in(name, password, address=visit.address, before=visit.token or None),
                _turns,
                most=max(HASHES // self.processes, 1),
            )
        finally:
            self.pending -= 1
        if signed:
            self.waits.forgive((here, account))
            self.waits.take_back(address)
            self.known.change(lambda page: page.write(here, (1, 0)))
        return Attempt(signed)

    def _name(self, address: str, name: str) -> tuple[tuple[str, Patience], ...]:
        place, folded = group_address(address), fold_name(name[:LONGEST_NAME])
        return (f"here\0{place}\0{folded}", HERE), (f"address\0{place}", ADDRESS), (f"account\0{folded}", ACCOUNT)


def make_signing(options: SecurityOptions) -> "Signing":
    """Return what counts the tries at one of the processes that serve a chronicle."""
    waits, known = (open_ledger(options.ledger, kind) for kind in ("wait", "known"))
    return Signing(Waits(ledger=waits), known, processes=options.processes)
