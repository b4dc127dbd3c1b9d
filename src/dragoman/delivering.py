"""Deliveries of alerts, from Python: by webhook and by mail."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.config import Settings
from dragoman.following import LIST

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.following.answers import DeliveryView, Parcel
    from dragoman.deliveries.carrying import Carried


class Delivering:
    """The part of :class:`~dragoman.app.Dragoman` that sends alerts of watch lists to where they are wanted.

    Each parcel arrives at least once, under a key that is the same at each attempt.
    """

    settings: Settings
    _chronicle: "Chronicle"

    def add_webhook(
        self, address: str, *, name: str = LIST, user: str = "", language: str = "en", secret: str = ""
    ) -> "DeliveryView":
        """Send the alerts of a list to an address from now on, as JSON, signed with the secret in ``options``.

        Raises:
            UsageError: There is no such list, or the address cannot be one.
        """
        from dragoman.deliveries.signing import make_secret
        from dragoman.deliveries.webhook import check_address

        options = {"language": language, "secret": secret or make_secret()}
        target = check_address(address)
        return self._chronicle.following.add_delivery(name, user, kind="webhook", target=target, options=options)

    def add_mail(
        self,
        address: str,
        *,
        name: str = LIST,
        user: str = "",
        language: str = "en",
        period: str = "day",
        hour: int | None = None,
    ) -> "DeliveryView":
        """Send the alerts of a list by mail from now on.

        Args:
            address: To whom.
            name: The list.
            user: Whose list.
            language: The language of the mail, and its direction.
            period: ``each`` for whenever there is something new, ``day`` or ``week`` (on Mondays) for a digest.
            hour: The hour of a digest in UTC.

        Raises:
            UsageError: There is no such list or period, or the address is none.
        """
        from dragoman.deliveries.carrying import read_clock
        from dragoman.deliveries.mail import check_recipient
        from dragoman.deliveries.schedule import HOUR, check_period, find_next
        from dragoman.runner.schedule import format_moment

        check_period(period, str(HOUR if hour is None else hour))
        at = HOUR if hour is None else hour
        first = find_next(period, at, now=read_clock())
        options = {"language": language, "period": period, "hour": str(at)}
        return self._chronicle.following.add_delivery(
            name, user, kind="mail", target=check_recipient(address), options=options,
            due=format_moment(first) if first else None,
        )  # fmt: skip

    def remove_delivery(self, number: int, *, name: str = LIST, user: str = "") -> None:
        """Send alerts there no longer; what waited to be sent goes with it.

        Raises:
            UsageError: There is no such list or delivery.
        """
        self._chronicle.following.drop_delivery(name, user, number)

    def deliveries(self, name: str | None = None, *, user: str = "") -> "Sequence[DeliveryView]":
        """Return where alerts of a list, or of all lists of a user, are sent, and how that goes."""
        return self._chronicle.following.deliveries(user, name)

    def parcels(
        self, *, user: str | None = "", state: str | None = None, limit: int | None = None
    ) -> "Sequence[Parcel]":
        """Return what is to be sent (``waiting``), was (``sent``), or could not be (``dead``), the oldest first."""
        return self._chronicle.following.parcels(owner=user, state=state, limit=limit)

    def revive(self, *, user: str = "") -> int:
        """Let what could not be sent wait for another try; returns how many parcels."""
        return self._chronicle.following.revive(user)

    def has_deliveries(self) -> bool:
        """Tell whether alerts of any list, of any user, are sent anywhere."""
        return self._chronicle.following.has_deliveries()

    def deliver_alerts(self, *, patience: float | None = None) -> "Carried":
        """Bring all watch lists up to date, and send what is to be sent, of all users who are not shut out.

        Args:
            patience: Seconds to wait for another who delivers; those of the settings if left out.

        Raises:
            StoreError: The chronicle failed, or another has been delivering for longer than ``settings.patience``.
        """
        from dragoman.deliveries.carrying import carry

        return carry(self._chronicle, self.settings.delivery, self.settings.mail, patience=patience)
