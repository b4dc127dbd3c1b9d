"""What is known of each host in a run: what its robots.txt allows, and when it may be asked again."""

import threading
import time
from email.utils import parsedate_to_datetime

from protego import Protego

from dragoman.reading.sources.fetching.client import Answer, Client
from dragoman.reading.sources.fetching.guard import FetchError, parse_target

ROBOTS_LIMIT = 512_000
"""The bytes of a robots.txt that are read; a crawler must read at least 500 KiB (RFC 9309)."""
_ROBOTS_REDIRECTS = 5
_AGENT = "Dragoman"


class Host:
    """One host; whoever asks it holds ``lock``, so that it gets one request at a time, whatever its ports."""

    def __init__(self, client: Client) -> None:
        self.lock = threading.Lock()
        self._client = client
        self._rules: dict[str, Protego | FetchError | None] = {}
        self._free_at = 0.0

    def check(self, url: str, *, origin: str) -> None:
        """Check that robots.txt allows an address; it is asked for once.

        Args:
            url: The address.
            origin: Its scheme, host and port, each of which has a robots.txt of its own.

        Raises:
            FetchError: It forbids the address, or cannot be read now, which forbids everything (RFC 9309).
        """
        if origin not in self._rules:
            self.wait()
            self._rules[origin] = self._read_rules(origin)
            self._free_at = max(self._free_at, time.monotonic() + self._delay(origin))
        rules = self._rules[origin]
        if isinstance(rules, FetchError):
            raise FetchError(rules.reason, rules.where)
        if rules and not rules.can_fetch(url, _AGENT):
            raise FetchError("forbidden", "robots.txt forbids it")

    def describe(self, url: str, *, origin: str) -> str:
        """Say in words what robots.txt has for an address."""
        try:
            self.check(url, origin=origin)
        except FetchError as error:
            return error.where
        rules = self._rules[origin]
        asked = rules.crawl_delay(_AGENT) if rules and not isinstance(rules, FetchError) else None
        pause = f", {float(asked):g} s between requests" if asked else ""
        return f"allowed{pause}" if rules else "allowed, there is no robots.txt"

    def wait(self, origin: str = "") -> None:
        """Wait until the host may be asked, and count the time to the next request from then.

        Raises:
            FetchError: It asked for a pause that is longer than our patience.
        """
        pause = self._free_at - time.monotonic()
        if pause > self._client.options.patience:
            raise FetchError("refused", f"the host asked to wait {pause:,.0f} s")
        if pause > 0:
            time.sleep(pause)
        self._free_at = time.monotonic() + self._delay(origin)

    def _delay(self, origin: str) -> float:
        """The seconds between two requests: ours, or more where the host asks for more, up to our patience."""
        rules = self._rules.get(origin)
        asked = rules.crawl_delay(_AGENT) if isinstance(rules, Protego) else None
        return max(self._client.options.delay, min(float(asked or 0), self._client.options.patience))

    def back_off(self, answer: Answer, *, attempt: int) -> None:
        """Note that the host is overloaded: it says for how long, or each time twice as long as before."""
        told = read_pause(answer.headers.get("retry-after", ""))
        pause = told if told is not None else max(self._client.options.delay, 1.0) * 2**attempt
        self._free_at = time.monotonic() + pause

    def _read_rules(self, origin: str) -> Protego | FetchError | None:
        """Return the rules, ``None`` where there are none, or what speaks against asking for anything."""
        try:
            answer = self._ask_rules(origin)
        except FetchError as error:
            if error.reason == "unsafe":
                return error
            return FetchError("forbidden", f"robots.txt cannot be read: {error.where}")
        if answer.status == 429 or answer.status >= 500:
            return FetchError("forbidden", f"robots.txt cannot be read: status {answer.status}")
        if answer.status != 200:
            return None
        return Protego.parse(answer.content[:ROBOTS_LIMIT].decode("utf-8", "replace"))

    def _ask_rules(self, origin: str) -> Answer:
        target = parse_target("/robots.txt", base=origin)
        deadline = time.monotonic() + self._client.options.total
        for _ in range(_ROBOTS_REDIRECTS + 1):
            answer = self._client.ask(target, deadline=deadline)
            if answer.status not in (301, 302, 303, 307, 308) or "location" not in answer.headers:
                return answer
            target = parse_target(answer.headers["location"], base=target.url)
        raise FetchError("unreachable", "too many redirects")


def read_pause(text: str) -> float | None:
    """Read ``Retry-After``: seconds, or a moment; ``None`` where it is neither."""
    text = text.strip()
    if text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
