"""What can be set about deliveries."""

from msgspec import Struct

from dragoman.errors import UsageError

TLS = ("starttls", "tls", "none")


class MailOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The server that takes mail.

    ``tls`` is ``starttls`` (usual at port 587), ``tls`` from the first byte (465), or ``none``, with which no password
    is sent. ``sender`` is the address that mail comes from. The password stands in the environment alone
    (``DRAGOMAN_MAIL_PASSWORD``). ``timeout`` is in seconds.
    """

    host: str = ""
    port: int = 587
    tls: str = "starttls"
    user: str = ""
    password: str = ""
    sender: str = ""
    timeout: float = 30.0

    def __repr__(self) -> str:
        """Say where and who; never the password."""
        return f"MailOptions(host={self.host!r}, port={self.port}, tls={self.tls!r}, user={self.user!r})"

    __str__ = __repr__


class DeliveryOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How alerts are delivered.

    ``base`` is the address of the server that shows the chronicle, for links. ``allow_networks`` are those, with commas
    between, to which webhooks may go although they are not public. ``attempts`` is how often a parcel is tried before
    it counts as dead, ``timeout`` the seconds of one attempt of a webhook.
    """

    base: str = ""
    allow_networks: str = ""
    attempts: int = 8
    timeout: float = 15.0


def check_mail(options: MailOptions, source: str) -> MailOptions:
    """Return the options as they are, if they can be.

    Raises:
        UsageError: The kind of encryption is none, or a port is none.
    """
    if options.tls not in TLS:
        raise UsageError(f"{source}: mail.tls is {options.tls!r}; allowed: {', '.join(TLS)}")
    if not 0 < options.port < 65536:
        raise UsageError(f"{source}: mail.port is {options.port}; ports are 1 to 65535")
    return options


def check_delivery(options: DeliveryOptions, source: str) -> DeliveryOptions:
    """Return the options as they are, if they can be.

    Raises:
        UsageError: A number is too small, or a network is none.
    """
    from dragoman.reading.sources.fetching.guard import parse_networks

    if options.attempts < 1 or options.timeout <= 0:
        raise UsageError(f"{source}: delivery.attempts and delivery.timeout must be more than 0")
    try:
        parse_networks(options.allow_networks.split(","))
    except UsageError as error:
        raise UsageError(f"{source}: delivery.{error}") from error
    return options
