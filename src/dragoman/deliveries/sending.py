"""What came of an attempt to send a parcel."""

from datetime import timedelta

from msgspec import Struct


class Attempt(Struct, frozen=True):
    """How an attempt went: ``error`` is empty where it arrived.

    ``hopeless`` says that trying again is of no use, ``asked`` how long the receiver asks to wait.
    """

    error: str = ""
    hopeless: bool = False
    asked: timedelta | None = None


ARRIVED = Attempt()
