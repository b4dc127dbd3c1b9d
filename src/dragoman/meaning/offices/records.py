"""What the inference of tenures takes and gives."""

from msgspec import Struct

from dragoman.model.readings import OfficeStatus


class OfficeObservation(Struct, frozen=True, gc=False):
    """One page's word that ``holder`` (an entity id) holds, held or will hold an office.

    ``of`` is the entity id of the country or body, ``of_reference`` its table id. All dates are EDTF or ``None``:
    ``published`` is the page's, ``since`` and ``until`` only what the page states about the tenure. ``acting`` holders
    stand in for somebody. ``lands`` are the table ids of the states for which the holder is known to act.
    """

    key: str
    holder: str
    title: str
    of: str | None = None
    of_reference: str | None = None
    status: OfficeStatus = "current"
    published: str | None = None
    since: str | None = None
    until: str | None = None
    page: str = ""
    quote: str = ""
    acting: bool = False
    lands: tuple[str, ...] = ()

    @property
    def office(self) -> tuple[str, str | None]:
        """Title and what it is an office of."""
        return self.title, self.of_reference or self.of


class Tenure(Struct, frozen=True, gc=False):
    """An office held by one holder without a break that anybody reports.

    ``start`` and ``stop`` are stated by pages, or by the page that states when the next holder began; ``first_seen``
    and ``last_seen`` are the dates of the pages that call the holder current. ``ended_by`` is the date of the first
    page that speaks of a former holder, and ``over`` whether any does. ``observations`` are keys in order of time;
    ``contested_by`` are others whom pages call the holder at the same time. ``acting`` says that every page calls the
    holder acting, or every one with a date where some have one, ``not_before`` that a page of that date still calls
    the holder incoming. ``side`` is the state for
    which a chair is held: the state itself and whoever chairs for it have the same one.
    """

    title: str
    of: str | None
    holder: str
    start: str | None = None
    stop: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    observations: tuple[str, ...] = ()
    contested_by: tuple[str, ...] = ()
    ended_by: str | None = None
    over: bool = False
    acting: bool = False
    not_before: str | None = None
    side: str | None = None
